"""What a company hands to a customer so that its footprints can be read: the credentials.

PACT Technical Specifications (WBCSD): client id and secret of OAuth 2.0 client credentials,
and the base URL they hold for. A secret is a secret: it is never shown, and its file is
readable by its owner only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole

__all__ = ["Credentials"]


@dataclass(frozen=True)
class Credentials:
    """The key to one company's footprints for one customer.

    `ca_file` names the certificate authority to trust; None means this computer's own list.
    `auth_url` is given where tokens come from another address than the base URL.

    >>> Credentials("c1", "hush", "https://127.0.0.1:8443/fict-chassis").base_url
    'https://127.0.0.1:8443/fict-chassis'
    """

    client_id: str
    client_secret: str = field(repr=False)
    base_url: str
    ca_file: Path | str | None = None
    auth_url: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        if self.auth_url is not None:
            object.__setattr__(self, "auth_url", self.auth_url.rstrip("/"))
        if self.ca_file is not None:
            object.__setattr__(self, "ca_file", str(self.ca_file))

    def save(self, path: Path | str) -> Path:
        """Write them to a JSON file that only you can read."""
        content = {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "base_url": self.base_url,
            "ca_file": self.ca_file,
            "auth_url": self.auth_url,
        }
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        return write_whole(Path(path), text, mode=0o600)

    @classmethod
    def load(cls, path: Path | str) -> Credentials:
        """Read what `save` wrote; GXD-X006 when the file is missing or something else."""
        try:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
            client_id, secret, base_url = (
                content[name] for name in ("client_id", "client_secret", "base_url")
            )
            ca_file, auth_url = content.get("ca_file"), content.get("auth_url")
            texts = (client_id, secret, base_url, ca_file or "", auth_url or "")
            if not all(isinstance(text, str) for text in texts):
                raise TypeError
            return cls(client_id, secret, base_url, ca_file, auth_url)
        except FileNotFoundError:
            raise GxdError(
                "GXD-X006",
                "接続情報のファイルがありません。取引所は動いていますか。"
                "取引所を始めたときと同じフォルダーで実行しているか、確かめてください",
                "there is no such file of credentials: is the exchange running, and is this the "
                "folder in which it was started?",
                where=str(path),
            ) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise GxdError(
                "GXD-X006",
                "接続情報を読めません。Credentials.save で保存した JSON ファイルを指定してください",
                "cannot read credentials here: give a JSON file written by Credentials.save",
                where=str(path),
            ) from None
