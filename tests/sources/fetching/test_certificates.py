"""A server proves its name, or nothing of it is taken."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.sources.fetching.conftest import House
from tests.sources.fetching.server import Server, plain, redirect


def certificate(folder: Path, name: str) -> Path:
    """A certificate for a name, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, "stats.test")


@pytest.fixture
def server(pem: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = Server(context)
    yield server
    server.close()


def https(house: House, path: str, host: str = "stats.test") -> dict[str, object]:
    return {"url": f"https://{host}:{house.server.port}{path}", "plain_http": False}


def test_a_certificate_nobody_vouches_for_is_refused(house: House) -> None:
    (row,) = house.fetch(https(house, "/x"))
    assert (row.outcome, row.attempts, house.server.requests) == ("refused", 1, [])
    assert "certificate is not valid" in row.problem


def test_a_certificate_for_another_name_is_refused(house: House, pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    house.server.answers["/x"] = plain()
    right, wrong = house.fetch(https(house, "/x"), https(house, "/x", "city.test"))
    assert (right.outcome, right.problem) == ("fetched", "")
    assert wrong.outcome == "refused"
    assert "certificate is not valid" in wrong.problem


def test_a_redirect_from_https_to_http_is_refused(house: House, pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    house.server.answers["/x"] = redirect(house.server.url("/y"))
    (row,) = house.fetch(https(house, "/x"))
    assert row.outcome == "refused"
    assert "from https to plain http" in row.problem
