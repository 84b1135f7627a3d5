"""One setting while it is being edited: what was typed, what it would do, what there is to choose.

A value and functions from one to the next; a panel holds the value and shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from nn_tui.recipe.prospect import Prospect, foresee
from nn_tui.recipe.recipe import Recipe
from nn_tui.recipe.settings import Setting
from nn_tui.text import printable

_TYPE_ON = "type on, or choose with up and down"


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the names that there are to choose from."""

    name: str
    """As it is typed."""
    about: str
    """One line for who has to choose."""
    reason: str = ""
    """Why it cannot be chosen, or ""."""


@dataclass(frozen=True, slots=True, eq=False)
class Editing:
    """A setting with what was typed in place of its value."""

    recipe: Recipe
    """What is trained now."""
    setting: Setting
    """What is edited."""
    text: str
    """What stands in the field."""
    query: str
    """What was typed of the last name; "" where it was not typed but chosen."""
    every: tuple[Offer, ...]
    """All that there is to choose from."""
    prospect: Prospect
    """What comes of it."""

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The names that what was typed begins; all of them, where it begins none but itself."""
        fitting = tuple(o for o in self.every if _folded(o.name).startswith(_folded(self.query)))
        others = [o for o in fitting if _folded(o.name) != _folded(self.query)]
        return fitting if others else self.every

    @property
    def marked(self) -> Offer | None:
        """The name that stands in the field, or the only one that it begins."""
        typed = _folded(self.text[last_name(self.setting, self.text) :])
        for offer in self.every:
            if _folded(offer.name) == typed:
                return offer
        offers = self.offers
        return offers[0] if self.query and len(offers) == 1 and len(self.every) > 1 else None

    @property
    def completed(self) -> str:
        """The text with its last name written out, where one is marked."""
        return self.text if self.marked is None else _with_name(self, self.marked.name)


def begin(setting: Setting, recipe: Recipe) -> Editing:
    """Begin with the value that there is."""
    text = setting.edited(recipe)
    editing = Editing(recipe, setting, text, "", _offers(setting, recipe, text), Prospect())
    return replace(editing, prospect=_prospect(editing))


def with_text(editing: Editing, text: str) -> Editing:
    """Take what stands in the field now."""
    if text == editing.text:
        return editing
    setting, recipe = editing.setting, editing.recipe
    start, before = last_name(setting, text), last_name(setting, editing.text)
    is_same_place = text[:start] == editing.text[:before]
    every = editing.every if is_same_place else _offers(setting, recipe, text)
    typed = replace(editing, text=text, query=text[start:], every=every)
    return replace(typed, prospect=_prospect(typed))


def with_recipe(editing: Editing, recipe: Recipe) -> Editing:
    """Go on with the same text, now that something else is trained."""
    if recipe is editing.recipe:
        return editing
    offers = _offers(editing.setting, recipe, editing.text)
    later = replace(editing, recipe=recipe, every=offers)
    return replace(later, prospect=_prospect(later))


def moved(editing: Editing, steps: int) -> Editing:
    """Put another of the names in the field: so many further on than the one that is marked."""
    offers, marked = editing.offers, editing.marked
    if not offers:
        return editing
    if marked in offers:
        place = max(0, min(offers.index(marked) + steps, len(offers) - 1))
    else:
        place = 0 if steps > 0 else len(offers) - 1
    return chosen(editing, offers[place].name)


def chosen(editing: Editing, name: str) -> Editing:
    """Put a name in the field, in place of the last one there."""
    taken = replace(editing, text=_with_name(editing, name))
    return replace(taken, prospect=_prospect(taken))


def finished(editing: Editing) -> Editing:
    """Complete what was typed, and look at it as a whole, files read."""
    if _is_begun(editing):
        typed = printable(editing.text, limit=40) or "(empty)"
        return replace(editing, prospect=Prospect(f"{editing.setting.label} {typed}: {_TYPE_ON}"))
    whole = replace(editing, text=editing.completed)
    seen = foresee(whole.recipe, whole.setting, whole.text, is_final=True)
    return replace(whole, prospect=seen)


def last_name(setting: Setting, text: str) -> int:
    """Say where the last name begins: behind the last comma that stands in no quotes."""
    start, is_quoted = 0, False
    for place, character in enumerate(text if setting.takes_several else ""):
        is_quoted ^= character == '"'
        if character == "," and not is_quoted:
            start = place + 1
    return start + len(text[start:]) - len(text[start:].lstrip())


def _with_name(editing: Editing, name: str) -> str:
    return editing.text[: last_name(editing.setting, editing.text)] + name


def _offers(setting: Setting, recipe: Recipe, text: str) -> tuple[Offer, ...]:
    kept = text[: last_name(setting, text)]
    return tuple(
        Offer(name, about, "" if setting.reads_file else _reason(setting, recipe, kept + name))
        for name, about in setting.choices(recipe).items()
    )


def _reason(setting: Setting, recipe: Recipe, text: str) -> str:
    return foresee(recipe, setting, text).reason


def _prospect(editing: Editing) -> Prospect:
    """Foresee what comes of the text, as far as it is a name yet."""
    if _is_begun(editing):
        return Prospect(effects=(_TYPE_ON,))
    return foresee(editing.recipe, editing.setting, editing.completed)


def _is_begun(editing: Editing) -> bool:
    """Whether several names begin as what stands in the field, so that none is meant yet."""
    part = _folded(editing.text[last_name(editing.setting, editing.text) :])
    is_begun = any(_folded(offer.name).startswith(part) for offer in editing.every)
    return editing.marked is None and is_begun


def _folded(name: str) -> str:
    """Make leaky-relu, Leaky ReLU and leaky_relu begin alike."""
    return name.strip().casefold().replace("_", "-").replace(" ", "-")
