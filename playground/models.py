"""What the models are called."""

from collections.abc import Mapping
from types import MappingProxyType

MODEL_TITLES: Mapping[str, str] = MappingProxyType(
    {"gan": "GAN", "cgan": "CGAN", "infogan": "InfoGAN", "batchgan": "Batch GAN"}
)
