"""The keys of the Inspector, and what its marks mean."""

from __future__ import annotations

from nn_tui.ui.commands import KeyCommand

INSPECTOR_ABOUT = (
    "On top: when the array was written, the arrays (dim ones belong to an earlier iteration), "
    "then shape, min, max and mean; values that are not finite are counted and left out. A * "
    "after a name is altered, typed over; ~ is stale, computed before that from what was.",
    "Under row stand rows of the dataset; where a batch has them in another place, the bottom "
    "line has both: l1[0,2] row 17. It is the cell under the cursor in full precision.",
    "Shades: ░▒▓█ are quarters of the largest magnitude, which has a █ above; doubled for "
    "positive, behind a minus for negative; in the selected cell, behind a + for positive. "
    "· is 0, ? is nan, ∞ infinite.",
    "What is typed over is read in the signs that are shown: dL/d in the dL/d view. A pasted "
    "matrix (rows by lines or ;, columns by tabs, commas or spaces, brackets or none) is set "
    "from the selected cell on; u takes it back.",
    "d shows the array beside itself at another moment, which is computed anew in a second network "
    "while the run pauses. now - then is the difference; where it is at the end of another branch, "
    "now - there. Rows are put beside the same rows of the dataset, if that batch has them.",
    "E holds the arrays that your own script has saved with np.savez against those of this moment: "
    "it names the first that differs, in the order of the program, and the fault that gives it.",
    "G checks the gradients of this iteration against (L(w+h) - L(w-h)) / 2h, at the weights with "
    "which it began: ✓ agrees, ✗ differs, · is too small to judge, ^ at a kink, each with its "
    "relative error; at the bottom are the two losses. With another h a difference may be mere "
    "truncation or rounding. Of over 2,000 weights it checks the array in view, or else the cell. "
    "The light ∇ in the first line is ✓ for the iteration that was checked, · for others, ✗ when a "
    "gradient is wrong. nn-tui --check-every 10 keeps it fresh: beside a run it says of which "
    "epoch it is, as in ✓ of 40.",
    "What is copied is what is shown, in full precision. It always goes to a file too, since "
    "tmux and screen may drop it on its way to the clipboard.",
)
"""What its marks mean, for the help."""

INSPECTOR_VERBS = (
    KeyCommand(
        "type_over", "enter", "enter", "edit",
        "type over the cell; 1 2; 3 4 sets a block from it on",
    ),
    KeyCommand(
        "show_previous", "[", "left_square_bracket", "", "the array before, and stay with it",
        does="show_next(-1)",
    ),
    KeyCommand(
        "show_next", "]", "right_square_bracket", "", "the next array, and stay with it",
        does="show_next(1)",
    ),
    KeyCommand("find", "/", "slash", "array", "go to an array by its name"),
    KeyCommand("toggle_shades", "m", "m", "", "numbers, or signed shades"),
    KeyCommand("show_digits", "p", "p", "", "numbers with 3, 6 or 17 digits"),
    KeyCommand(
        "compare", "d", "d", "diff", "beside an iteration or epoch ago, other branches, or off"
    ),
    KeyCommand("compare_epoch", "D", "D", "", "beside the end of an epoch of this branch"),
    KeyCommand(
        "compare_mine", "E", "E", "", "compare with my arrays: an .npz of your own script"
    ),
    KeyCommand(
        "check", "G", "G", "", "check the gradients of this iteration, or back to numbers"
    ),
    KeyCommand(
        "change_step", "h", "h", "", "gradient check: a step h ten times smaller",
        does="change_step(-1)",
    ),
    KeyCommand(
        "enlarge_step", "H", "H", "", "gradient check: a step h ten times larger",
        does="change_step(1)",
    ),
    KeyCommand("toggle_then", "x", "x", "", "beside it the difference, or the other values"),
    KeyCommand("copy_cell", "y", "y", "", "copy the cell, in full precision"),
    KeyCommand("copy_array", "Y", "Y", "", "copy the whole array, as lines of CSV"),
    KeyCommand("follow", "f", "f", "", "follow s: show what each op has written"),
    KeyCommand(
        "page_left", "<", "less_than_sign", "", "a page of columns to the left",
        does="turn_page(0, -1)",
    ),
    KeyCommand(
        "page_right", ">", "greater_than_sign", "", "a page of columns to the right",
        does="turn_page(0, 1)",
    ),
)  # fmt: skip
"""Its own keys."""
