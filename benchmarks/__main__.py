"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import (
    accuracy_latency,
    dataset_latency,
    draw_latency,
    misclassified_latency,
    models,
    numbers,
    worst,
)

if __name__ == "__main__":
    models.main(["--readme", "--time"])
    print()
    numbers.main([])
    print()
    worst.main()
    for page in (
        draw_latency,
        dataset_latency,
        accuracy_latency,
        misclassified_latency,
    ):
        print()
        page.main()
