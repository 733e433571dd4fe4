"""The envelope around footprints, packed and cut open as bytes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gxd_teach.techspec.server.envelope import pack, pack_list, unpack, unpack_list

values = st.dictionaries(
    st.text(max_size=5), st.none() | st.text() | st.lists(st.integers(), max_size=3), max_size=4
)


@settings(deadline=None)
@given(
    contents=st.lists(values, max_size=5),
    indent=st.none() | st.integers(0, 3),
    ascii_only=st.booleans(),
)
def test_a_page_is_cut_into_the_bytes_it_was_made_of(
    contents: list[dict[str, object]], indent: int | None, ascii_only: bool
) -> None:
    """Whatever its spacing and escapes, every record comes out byte for byte."""
    bodies = [
        json.dumps(one, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
        for one in contents
    ]
    bodies = [body for body in bodies if body.decode("utf-8", "ignore").encode() == body]
    assert unpack_list(pack_list(bodies)) == bodies
    assert [unpack(pack(body)) for body in bodies] == bodies


def test_other_members_may_stand_around() -> None:
    """An answer may say more than its data, before and after."""
    answer = b' {"a" : [1, "data"], "data" : [ {"id": 1} ,\n{"id": 2} ] , "z":null } '
    assert unpack_list(answer) == [b'{"id": 1}', b'{"id": 2}']


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"null", b"{}", b'{"data":null}', b'{"data":1}', b"\xff"]
)
def test_what_holds_no_data_is_refused(answer: bytes) -> None:
    """An answer without data is no page and no footprint."""
    for open_as in (unpack, unpack_list):
        with pytest.raises(ValueError):  # noqa: PT011
            open_as(answer)


def test_one_and_many_are_different_things() -> None:
    """A list is not taken for a footprint, nor the other way round."""
    with pytest.raises(ValueError, match="object"):
        unpack(b'{"data":[]}')
    with pytest.raises(ValueError, match="array"):
        unpack_list(b'{"data":{}}')
