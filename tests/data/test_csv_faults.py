from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from nn_tui.data import DatasetError, file_text, read_csv

HEADER = "a,b,y\n"


def fault(folder: Path, content: str | bytes, *targets: str) -> str:
    """Give the message, without the file's name, that reading `content` fails with."""
    path = folder / "bad.csv"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    with pytest.raises(DatasetError) as caught:
        read_csv(path, targets)
    file_name, _, message = str(caught.value).partition(": ")
    assert file_name == file_text.label_of(path)
    assert "\n" not in message
    return message


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.csv: no such file"):
        read_csv(tmp_path / "none.csv")


def test_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is a directory"):
        read_csv(tmp_path)


@pytest.mark.parametrize("path", ["a\0b.csv", "n" * 5000, "\ud800"])
def test_impossible_path_is_refused(path: str) -> None:
    with pytest.raises(DatasetError):
        read_csv(Path(path))


def test_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DatasetError, match=r"secret\.csv: may not be read"):
        read_csv(tmp_path / "secret.csv")


def test_too_large_a_file_names_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_text, "LARGEST_FILE", 2_000_000)
    assert "larger than 2 MB" in fault(tmp_path, b"1,2\n" * 500_001)


@pytest.mark.parametrize("content", ["", "\n\n", "  \r\n", "# title: T\n", "\ufeff"])
def test_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    assert "holds no rows" in fault(tmp_path, content)


def test_header_alone_is_refused(tmp_path: Path) -> None:
    assert "line 2 is a header and no rows follow" in fault(tmp_path, "\n" + HEADER)


def test_binary_file_names_the_line_of_its_nul(tmp_path: Path) -> None:
    assert "binary data (a NUL byte in line 3)" in fault(tmp_path, b"a,y\r\n1,2\r\x00,3\n")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf_16_is_named(tmp_path: Path, mark: bytes) -> None:
    assert "UTF-16; save it as UTF-8" in fault(tmp_path, mark + b"a\0,\0")


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_latin_1_names_byte_and_line(tmp_path: Path, mark: bytes) -> None:
    message = fault(tmp_path, mark + "a,y\n1,2\ngröße,3\n".encode("latin-1"))
    assert "byte 0xf6 in line 3 is not UTF-8; save the file as UTF-8" in message


def test_ragged_row_names_line_and_counts(tmp_path: Path) -> None:
    message = fault(tmp_path, "# title: T\n\n" + HEADER + "1,2,3\n\n1,2\n")
    assert message.startswith("line 6: 2 cells, but the header (line 3) has 3;")


def test_line_is_counted_through_quoted_line_ends(tmp_path: Path) -> None:
    message = fault(tmp_path, 'a,b,"y\nz"\r\n1,2,3\r\n1,x,3\r\n')
    assert message.startswith("line 4, column b: x is not a number;")


@pytest.mark.parametrize("cell", ["x", "1_000", "٣", "1 2", "0x10", "1,234,567", "--1"])
def test_text_cell_is_not_a_number(tmp_path: Path, cell: str) -> None:
    message = fault(tmp_path, f'{HEADER}1,2,3\n1,"{cell}",3\n')
    assert message.startswith(f"line 3, column b: {cell} is not a number;")


def test_decimal_comma_is_named(tmp_path: Path) -> None:
    message = fault(tmp_path, "1,5;2;0\n2;3;1\n")
    assert message.startswith("line 1, column x0: 1,5 has a decimal comma; write 1.5")


def test_decimal_comma_in_a_target_is_not_a_class(tmp_path: Path) -> None:
    assert "1,5 has a decimal comma" in fault(tmp_path, "a;y\n1;1,5\n2;2,5\n")


def test_empty_cell_is_named(tmp_path: Path) -> None:
    message = fault(tmp_path, HEADER + "1,,3\n")
    assert message.startswith("line 2, column b: the cell is empty;")


@pytest.mark.parametrize("cell", ["nan", "NaN", "inf", "-Infinity"])
def test_cell_that_is_not_finite_is_named(tmp_path: Path, cell: str) -> None:
    message = fault(tmp_path, f"{HEADER}1,2,3\n1,2,{cell}\n")
    assert message.startswith(f"line 3, column y: {cell} is not finite;")


def test_number_beyond_float64_is_named(tmp_path: Path) -> None:
    assert "1e999 is too large; the largest" in fault(tmp_path, f"{HEADER}1,1e999,3\n")


def test_number_in_the_header_is_explained(tmp_path: Path) -> None:
    message = fault(tmp_path, "a,1999,y\n1,2,3\n4,5,6\n")
    assert "line 1, column y: y is not a number" in message
    assert "first row with no number in it is read as the header" in message


def test_unknown_target_gets_the_closest(tmp_path: Path) -> None:
    message = fault(tmp_path, "length,species\n1,2\n", "specis")
    assert message.startswith("target column specis: unknown; did you mean species?")


def test_target_named_twice_is_refused(tmp_path: Path) -> None:
    assert "target column b: is named twice" in fault(tmp_path, HEADER + "1,2,3\n", "b", "b")


def test_targets_alone_are_refused(tmp_path: Path) -> None:
    message = fault(tmp_path, HEADER + "1,2,3\n", "a", "b", "y")
    assert "all 3 columns are targets: no input is left" in message


def test_one_column_names_the_delimiters(tmp_path: Path) -> None:
    message = fault(tmp_path, "a b y\n1 2 3\n")
    assert "one column, a b y," in message
    assert "commas, semicolons or tabs" in message


def test_duplicate_column_is_named(tmp_path: Path) -> None:
    message = fault(tmp_path, "\na,b,a\n1,2,3\n")
    assert message.startswith("line 2: 2 columns are called a;")


def test_one_class_is_refused(tmp_path: Path) -> None:
    message = fault(tmp_path, "a,kind\n1,red\n2,red\n")
    assert "target column kind: every row is red; there must be two classes" in message


def test_too_many_classes_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"{index},name{index}\n" for index in range(257))
    assert "257 different texts; at most 256" in fault(tmp_path, "a,name\n" + rows)


def test_classes_that_read_alike_are_refused(tmp_path: Path) -> None:
    rows = f"1,{'n' * 50}a\n2,{'n' * 50}b\n"
    assert "two class names read alike" in fault(tmp_path, "a,kind\n" + rows)


def test_text_among_number_targets_is_not_a_number(tmp_path: Path) -> None:
    message = fault(tmp_path, "a,y\n1,2\n2,3\n3,oops\n")
    assert message.startswith("line 4, column y: oops is not a number;")


@pytest.mark.parametrize(("cell", "found"), [("7", "7 is a number"), ("", "the cell is empty")])
def test_odd_cell_among_class_names_is_named(tmp_path: Path, cell: str, found: str) -> None:
    message = fault(tmp_path, f"a,kind\n1,red\n2,blue\n3,{cell}\n")
    assert message.startswith(f"line 4, column kind: {found}, but the column holds class names;")


def test_text_in_one_of_several_targets_is_refused(tmp_path: Path) -> None:
    message = fault(tmp_path, "a,u,v\n1,2,red\n2,3,blue\n", "u", "v")
    assert message.startswith("line 2, column v: red is not a number;")


def test_unclosed_quote_names_its_line(tmp_path: Path) -> None:
    message = fault(tmp_path, HEADER + '1,"2,3\n4,5,6\n')
    assert message.startswith("line 2: a quote is opened and never closed;")


def test_text_behind_a_quote_names_its_line(tmp_path: Path) -> None:
    message = fault(tmp_path, HEADER + '1,"2"x,3\n')
    assert message.startswith("line 2: text follows a closing quote;")


def test_huge_cell_names_the_limit(tmp_path: Path) -> None:
    message = fault(tmp_path, HEADER + f"1,{'2' * 200_000},3\n")
    assert message.startswith("line 2: a cell is longer than 131072 characters;")


def test_message_holds_no_control_characters(tmp_path: Path) -> None:
    message = fault(tmp_path, "\x1b[2J,y\n\x9b31m,1\n")
    assert message.isprintable()
