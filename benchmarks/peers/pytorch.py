"""Measures PyTorch, one thread, float32.

python3 pytorch.py --json <file> [--memory l2|dram] [--k 3,10]
"""

import argparse
import json
import re
import time

import torch
import torch.nn.functional as F

USUAL_CLASS_COUNTS = [2, 3, 4, 5, 8, 10, 16, 20, 32, 64, 100, 128, 256, 1000, 1024, 10000, 32000, 128256]
LOGIT_BYTES = {"l2": 128 << 10, "dram": 64 << 20}


def operations(rows, class_count):
    """Name -> a function that runs the operation once. Outputs are reused where PyTorch can."""
    generator = torch.Generator().manual_seed(2026)
    logits = 4 * torch.randn(rows, class_count, generator=generator)
    labels = torch.randint(class_count, (rows,), generator=generator)
    trained = logits.clone().requires_grad_()
    batch = torch.empty_like(logits)
    per_row = torch.empty(rows)
    classes = torch.empty(rows, dtype=torch.int64)
    return {
        "softmax": without_gradient(lambda: torch.softmax(logits, 1, out=batch)),
        "log-softmax": without_gradient(lambda: torch.log_softmax(logits, 1, out=batch)),
        "logsumexp": without_gradient(lambda: torch.logsumexp(logits, 1, out=per_row)),
        "loss": without_gradient(lambda: F.cross_entropy(logits, labels)),
        "loss-gradient": lambda: torch.autograd.grad(F.cross_entropy(trained, labels), trained),
        "predict": without_gradient(lambda: torch.argmax(logits, 1, out=classes)),
    } | family(logits, labels, trained, generator)


def family(logits, labels, trained, generator):
    """The same for what PyTorch has of the losses and derivatives around these."""
    rows, class_count = logits.shape
    weights = 0.5 + torch.rand(class_count, generator=generator)
    targets = F.normalize(torch.rand(rows, class_count, generator=generator), p=1, dim=1)
    probabilities, log_probabilities = torch.softmax(logits, 1), torch.log_softmax(logits, 1)
    values, indices = torch.empty(0), torch.empty(0, dtype=torch.int64)

    def gradient(loss):
        return lambda: torch.autograd.grad(loss(), trained)

    return {
        "weighted-loss": without_gradient(lambda: F.cross_entropy(logits, labels, weights)),
        "weighted-loss-gradient": gradient(lambda: F.cross_entropy(trained, labels, weights)),
        "smoothed-loss-gradient": gradient(lambda: F.cross_entropy(trained, labels, label_smoothing=0.1)),
        "soft-label-loss": without_gradient(lambda: F.cross_entropy(logits, targets)),
        "soft-label-loss-gradient": gradient(lambda: F.cross_entropy(trained, targets)),
        "divergence-gradient": gradient(lambda: F.kl_div(F.log_softmax(trained, 1), targets, reduction="batchmean")),
        "softmax-backward": without_gradient(lambda: torch._softmax_backward_data(logits, probabilities, 1, torch.float32)),
        "log-softmax-backward": without_gradient(lambda: torch._log_softmax_backward_data(targets, log_probabilities, 1, torch.float32)),
        "top-5": without_gradient(lambda: torch.topk(logits, min(5, class_count), 1, out=(values, indices))),
    }


def without_gradient(function):
    """Inference: nothing is recorded for a backward pass."""

    def run():
        with torch.inference_mode():
            return function()

    return run


def measure(function):
    """The nanoseconds of one call: the best of many short rounds."""

    def elapsed(calls):
        start = time.perf_counter_ns()
        for _ in range(calls):
            function()
        return time.perf_counter_ns() - start

    fastest, spent = float("inf"), 0
    while spent < 50e6:
        once = elapsed(1)
        fastest, spent = min(fastest, once), spent + once
    calls = max(1, int(300e3 / fastest))
    best, spent, rounds = float("inf"), 0, 0
    while spent < 120e6 or rounds < 5:
        batch = elapsed(calls)
        best, spent, rounds = min(best, batch / calls), spent + batch, rounds + 1
    return best


def processor():
    text = open("/proc/cpuinfo", encoding="utf-8").read()

    def field(name):
        match = re.search(rf"^{name}\s*: (.*)$", text, re.MULTILINE)
        return match.group(1) if match else "?"

    return f"{field('model name')} (family {field('cpu family')}, model {field('model')})"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", required=True)
    parser.add_argument("--memory", choices=LOGIT_BYTES, default="l2")
    parser.add_argument("--k", default=",".join(map(str, USUAL_CLASS_COUNTS)))
    options = parser.parse_args()
    torch.set_num_threads(1)

    results = []
    for class_count in map(int, options.k.split(",")):
        rows = max(1, LOGIT_BYTES[options.memory] // (4 * class_count))
        for name, function in operations(rows, class_count).items():
            nanoseconds = round(measure(function) / rows, 4)
            results.append(
                {
                    "library": "PyTorch",
                    "operation": name,
                    "elementType": "float",
                    "memory": options.memory,
                    "k": class_count,
                    "rows": rows,
                    "nanosecondsPerRow": nanoseconds,
                    "launches": [nanoseconds],
                }
            )
            print(f"PyTorch, {name}, K = {class_count}: {nanoseconds} ns per row", flush=True)

    machine = {"processor": processor(), "runtime": f"PyTorch {torch.__version__}", "width": None}
    with open(options.json, "w", encoding="utf-8") as file:
        json.dump({"machine": machine, "results": results}, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
