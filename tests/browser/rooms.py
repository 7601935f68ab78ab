"""The addresses at which every part of Dataset, Accuracy and Misclassified is seen."""

BOTH = "models=oriented-gradients&models=logistic-regression"
ROOMS = [
    "dataset",
    "dataset?view=Digits",
    "dataset?view=Map&clusters=4",
    "dataset?index=161",
    "accuracy",
    f"accuracy?{BOTH}",
    f"accuracy?section=Per+digit&{BOTH}",
    f"accuracy?section=Confidence&{BOTH}",
    f"accuracy?section=Side+by+side&{BOTH}",
    f"accuracy?section=More+data&{BOTH}",
    "accuracy?section=2-detector",
    "misclassified",
    "misclassified?errors_by=oriented-gradients&compared_with=logistic-regression",
    "misclassified?studied=Training+suspects",
    "misclassified?index=61901",
]
