from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.density.target import FULL, Layer, Target
from playground.gan.layer_sizes import STREAMS, state_shapes
from playground.gan.presets import MODEL_PRESETS, PRESETS
from playground.gan.trainer import Trainer

configs = st.builds(
    replace,
    st.sampled_from([*PRESETS.values(), *MODEL_PRESETS.values()]),
    model=st.sampled_from(["gan", "cgan", "infogan", "batchgan"]),
    optimizer=st.sampled_from(["adadelta", "adam", "rmsprop", "sgd"]),
    pack=st.sampled_from([1, 2]),
    batch_size=st.sampled_from([8, 64]),
    batch_differences=st.booleans(),
    codes=st.sampled_from([0, 3]),
    continuous_codes=st.integers(0, 2),
    latent_dim=st.integers(2, 4),
    d_hidden=st.integers(1, 9),
    g_hidden=st.integers(1, 9),
    layers=st.integers(1, 3),
    g_extra_layers=st.integers(0, 1),
    d_features=st.integers(0, 3),
    g_features=st.integers(0, 3),
    square_features=st.booleans(),
)


@given(config=configs, layers=st.integers(2, 3))
@settings(max_examples=25, deadline=None)
def test_a_trainers_state_has_these_shapes(config, layers):
    pixels = np.full((4, 4), FULL, "u2")
    target = Target("x", tuple(Layer(str(i), pixels) for i in range(layers)))
    state = Trainer(config, target).state()
    streams = {f"stream.{name}" for name in STREAMS}
    assert {name: a.shape for name, a in state.items() if name not in streams} == state_shapes(
        config, layers
    )
    assert streams <= state.keys()
