"""The debugger: a training run under control, without a screen."""
