"""A store as version 0.1 of the program left it: the very rows, with the checksums of that time.

What stands here is never changed: it is what people have on their disks.
"""

FORMAT_SQL = "6cf23037fd0f9232d31cc5fd525aa2e0eaba6265823d97b75b49dc0ee07876ff"
WORKSPACE = "0123456789abcdef0123456789abcdef"
SHARE = "fedcba9876543210fedcba9876543210"
STATE = '{"format": 1, "title": "Zo\\u00eb"}'
UPLOAD = "Zoë,1\n".encode()
SEALED = b"sealed"
ROWS = {
    "formats": [{"number": 1, "applied_at": 1772366400123456, "program": "0.1.0"}],
    "clock": [{"id": 1, "latest": 0}],
    "gone": [{"id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],
    "workspaces": [
        {
            "id": "0123456789abcdef0123456789abcdef",
            "name": "Zoë & Co",
            "created_at": 1772366400123456,
            "head": 1,
            "mask_key": b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13"
            b"\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f",
            "checksum": "eaa7221187920af6cd5b9020f377a2cd8e8ba6dd6c48c827f5eb87e92f598aaa",
        }
    ],
    "members": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "email": "anna@example.com",
            "issuer": "https://login.example.com",
            "subject": "anna-1",
            "role": "owner",
            "invited_at": 1772366400123456,
            "joined_at": 1772366400123456,
            "used_at": None,
            "checksum": "38d0257aa3c3cddb4196cca5b10eef3f30973eca42c248f47980ae39f5fd5610",
        },
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "email": "ben@example.com",
            "issuer": "",
            "subject": "",
            "role": "viewer",
            "invited_at": 1772366400123456,
            "joined_at": None,
            "used_at": None,
            "checksum": "00706b1bcecf2331ea629c521a67f686d337caa6462942af1350801de463bbf5",
        },
    ],
    "drafts": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "principal": "https://login.example.com|anna-1",
            "version": 1,
            "base": 0,
            "body": '{"format": 1, "title": "Zo\\u00eb"}',
            "saved_at": 1772366400123456,
            "checksum": "1c975734cb120eb0e40ddbed8475b0827624d17d5577867fc5e324b04e8fcd50",
        }
    ],
    "revisions": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "number": 1,
            "title": "Erste 🐋",
            "author": "anna@example.com",
            "saved_at": 1772366400123456,
            "state": '{"format": 1, "title": "Zo\\u00eb"}',
            "state_digest": "717b1ac1967b53972cae807eb9e809153b857edbda80b7a58562fa7635f62622",
            "checksum": "ad82fd371aab4b9057404d559c88e126e30218a1677bfb7fd1c2ceecd58ef9da",
        }
    ],
    "blobs": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "digest": "24c83e3d152a31825c5af0901b7bffb0123009ee99d966800d75af9016bd4814",
            "part": 0,
            "parts": 1,
            "alone": True,
            "bytes": b"Zo\xc3\xab,1\n",
        },
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "digest": "c9d0036bed6744bcdf692fc980d8717d7e5f5a4f4e8266b4a84982602fb1cd09",
            "part": 0,
            "parts": 1,
            "alone": False,
            "bytes": b"sealed",
        },
    ],
    "bundles": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "digest": "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0",
            "manifest": '{"a.txt": "c9d0036bed6744bcdf692fc980d8717d7e5f5a4f4e8266b4a84982602fb1cd09"}',
            "checksum": "89f2c90c09e5c1dd0864039d659d177509fbf1f4db7fab025c9794c9da2732df",
        }
    ],
    "shares": [
        {
            "id": "fedcba9876543210fedcba9876543210",
            "workspace": "0123456789abcdef0123456789abcdef",
            "token_hash": b"tttttttttttttttttttttttttttttttt",
            "passphrase_hash": "scrypt$x",
            "terms": '{"days": 30, "download": false, "masked": false, "parts": ["ranking"], "sites": '
            '["https://example.com"], "title": "For the board"}',
            "created_by": "https://login.example.com|anna-1",
            "created_at": 1772366400123456,
            "expires_at": 1774958400123456,
            "revoked_at": None,
            "opened": 0,
            "last_opened_at": None,
            "snapshot": "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0",
            "body": '{"basis": "contribution"}',
            "checksum": "4a2ec5212c74297da8225a397ddacf97e0cd3d74f4395d8a7068fcdc8eec3a10",
        }
    ],
    "visits": [
        {
            "share": "fedcba9876543210fedcba9876543210",
            "secret_hash": b"ssssssssssssssssssssssssssssssss",
            "created_at": 1772366400123456,
            "expires_at": 1772452800123456,
            "checksum": "738c8edf37776c44bfb6abbfbd6e28436c4c5f2f88a692ffb90e49bde9a4df5b",
        }
    ],
    "audit": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "number": 1,
            "at": 1772366400123456,
            "principal": "https://login.example.com|anna-1",
            "what": "uploaded",
            "detail": '{"what": "Zo\\u00eb"}',
            "checksum": "fccafe104f97a4cae1c82c96851039933ef568b96dbdf5115a6c8983fa3a3d7a",
        }
    ],
    "kept": [
        {
            "workspace": "0123456789abcdef0123456789abcdef",
            "kind": "mapping",
            "name": "Zoë",
            "body": "{}",
            "saved_at": 1772366400123456,
            "checksum": "8de8404704d99970115af954d46598124dcca07d08bb5b105321439a8b64ae76",
        }
    ],
}
