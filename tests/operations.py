"""Records the operations of an iteration on any device, and does them again on the same tensors.

It stands in for a CUDA graph where there is no GPU, and is as strict: whatever an iteration takes
from the host is frozen when it is recorded, reading a value back is refused, and so are a tensor
that is made from the host's data and an operation whose shape depends on data.
"""

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten, tree_map

_aten = torch.ops.aten
REFUSED = {
    _aten._local_scalar_dense.default: "reads a value back",
    _aten.lift_fresh.default: "makes a tensor from the host's data",
    _aten.lift_fresh_copy.default: "makes a tensor from the host's data",
    _aten.nonzero.default: "has a shape that depends on data",
    _aten.masked_select.default: "has a shape that depends on data",
    _aten.equal.default: "reads a value back",
}


SHAPING = {_aten.squeeze_.dim, _aten.unsqueeze_.default, _aten.t_.default}
"""They change how a tensor is seen and not what it holds."""


class Operations(TorchDispatchMode):
    """Notes all operations with what they were given and gave."""

    def __init__(self):
        super().__init__()
        self.calls = []

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if function in REFUSED:
            raise AssertionError(f"{function} {REFUSED[function]}")
        if function is _aten.index.Tensor and any(
            one.dtype == torch.bool for one in args[1] if one is not None
        ):
            raise AssertionError("a mask has a shape that depends on data")
        if torch.is_inference_mode_enabled():  # what is composed of others comes as one
            with self:
                result = function.decompose(*args, **kwargs)
            if result is not NotImplemented:
                return result
        given = tree_map(_alias, (args, kwargs))
        result = function(*args, **kwargs)
        self.calls.append((function, *given, tree_map(_alias, result)))
        return result

    def described(self):
        """The operations with their scalar arguments and the shapes of their tensors."""
        return [
            (str(function), [_description(one) for one in tree_flatten((args, kwargs))[0]])
            for function, args, kwargs, _ in self.calls
        ]

    def again(self):
        """Do all operations again, on the same tensors."""
        for function, args, kwargs, result in self.calls:
            if any(one.alias_info and not one.alias_info.is_write for one in _returns(function)):
                continue  # a view: it shows what it is a view of
            if function in SHAPING:
                continue
            new = function(*args, **kwargs)
            if not any(one.alias_info for one in _returns(function)):
                tree_map(
                    lambda old, now: old.copy_(now) if isinstance(old, torch.Tensor) else old,
                    result,
                    new,
                )


def recorder(work, streams):
    """A `IterationRecorder` for the CPU."""
    del streams  # the operations hold them
    operations = Operations()
    with operations:
        work()

    def replay():
        with torch.inference_mode():
            operations.again()

    return replay


def _alias(value):
    """The same memory, seen as it is now: a shape may be changed in place."""
    return value.detach() if isinstance(value, torch.Tensor) else value


def counted(made):
    """The same recorder, for any device; it adds what it records to `made`."""

    def counting(work, streams):
        made.append(work)
        return recorder(work, streams)

    return lambda device: counting


def _returns(function):
    return function._schema.returns


def _description(value):
    if isinstance(value, torch.Tensor):
        return tuple(value.shape), value.dtype
    return repr(value) if isinstance(value, (int, float, bool, str, torch.dtype)) else type(value)
