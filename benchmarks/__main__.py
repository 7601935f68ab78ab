"""All benchmarks, one after the other: ``make bench``."""

from benchmarks import draw_latency, models

if __name__ == "__main__":
    models.main(["--readme", "--time"])
    print()
    draw_latency.main()
