"""A frozen workbook without names: pseudonyms for customers, and no column or text that says who they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from whalecurve.analysis.freezing import as_workbook, scope_name
from whalecurve.analysis.frozen import Frozen
from whalecurve.analysis.line_trait import LineTrait
from whalecurve.analysis.results import plan_scopes
from whalecurve.analysis.workbook import Workbook, facts_name
from whalecurve.domain import columns as c
from whalecurve.domain.costing.ledger import Ledger
from whalecurve.domain.errors import WhalecurveError
from whalecurve.domain.names.identifying import (
    columns_limited_by,
    columns_to_share_by,
    identifying_columns,
    names_customers,
)
from whalecurve.domain.names.masking import pseudonyms, shown_name
from whalecurve.domain.names.text_mask import TextMask, mask_merges, words_of
from whalecurve.domain.quantities.dataset import Dataset
from whalecurve.domain.segments import ProductMix
from whalecurve.domain.segments.traits.typing_rules import guess_kind

_TEXT = "text"


def text_mask(dataset: Dataset, key: bytes) -> TextMask:
    """What takes the names and ids of a dataset's customers out of any text, with the key of their workspace.

    Raises:
        WhalecurveError: The key is none.
    """
    customers = dataset.customers
    ids = customers[c.CUSTOMER_ID].tolist()
    return TextMask(ids, customers[c.CUSTOMER_NAME].tolist(), pseudonyms(ids, key), _ordinary_words(dataset))


def _ordinary_words(dataset: Dataset) -> frozenset[str]:
    """Words of headers, of labels, and of what several customers have in common: they are not of names alone."""
    own = dataset.customers.drop(columns=[c.CUSTOMER_ID, c.CUSTOMER_NAME])
    texts = [*map(str, own.columns), *dataset.cost_names, *dataset.line_columns]
    for cells in (own[name] for name in own.columns):
        times = cells.value_counts()
        texts += [str(text) for text in times.index[times > 1]]
    texts += [text for name, labels in dataset.labels.items() if name not in {c.ORDER, c.PRODUCT} for text in labels]
    return frozenset(word for text in texts for word in words_of(text))


def mask_workbook(book: Workbook, frozen: Frozen, ledger: Ledger, key: bytes) -> Workbook:
    """The frozen workbook with pseudonyms.

    Args:
        book: A frozen workbook, names in it.
        frozen: Its own part that is no dataset.
        ledger: The plan's quantities.
        key: The workspace's secret key.

    Raises:
        WhalecurveError: The plan rests on who the customers are.
    """
    dataset, customers = book.dataset, book.dataset.customers
    mask = text_mask(dataset, key)
    counted, limited = columns_to_share_by(ledger, frozen.scenario), columns_limited_by(ledger, frozen.scenario)
    telling = identifying_columns(customers, dataset.trait_kinds)
    _refuse_ids_as_numbers(customers, counted)
    gone = telling - counted - set(limited)
    shown = _blanked(customers, {name: limited[name] for name in (telling & set(limited)) - counted})
    headers = _new_names([str(name) for name in shown.columns if name not in gone], mask)
    masked = _mask_dataset(dataset, shown, headers, mask, pseudonyms(customers[c.CUSTOMER_ID].tolist(), key))
    plan = replace(
        frozen,
        scenario=mask.scenario(frozen.scenario),
        taken=frozen.taken.renamed({**headers, **_kept_name(frozen.rep, mask)}),
        merges=mask_merges(frozen.merges, mask, {**headers, **_kept_name(frozen.rep, mask)}),
        masked=True,
        notes=tuple(mask.text(note) for note in frozen.notes),
        rep=_mask_trait(frozen.rep, mask),
        mix=_mask_trait(frozen.mix, mask),
        hidden=tuple(sorted(headers[name] if name in headers else mask.text(name) for name in telling)),
    )
    return _renamed_scopes(book, replace(book, dataset=masked, frozen=plan), frozen, plan)


def _kept_name(trait: LineTrait, mask: TextMask) -> Mapping[str, str]:
    return {} if trait.texts is None else {trait.name: mask.text(trait.name)}


def _refuse_ids_as_numbers(customers: pd.DataFrame, counted: frozenset[str]) -> None:
    found = sorted(name for name in counted if names_customers(customers, customers[name]))
    if found:
        raise WhalecurveError(
            "Names cannot be replaced: the plan counts with a column that says who the customers are",
            found=", ".join(found),
            remedy="share the cost by something else, or share with names",
        )


def _blanked(customers: pd.DataFrame, limits: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Columns that the plan needs although they are telling, with nothing in them but the values that it names."""
    cells = {name: customers[name].where(customers[name].isin(list(values)), "") for name, values in limits.items()}
    return customers.assign(**cells)


def _new_names(names: Sequence[str], mask: TextMask) -> dict[str, str]:
    """Headers as they are called now."""
    own = [name for name in names if name not in {c.CUSTOMER_ID, c.CUSTOMER_NAME}]
    return dict(zip(own, mask.labels(own), strict=True))


def _mask_dataset(
    dataset: Dataset, shown: pd.DataFrame, headers: Mapping[str, str], mask: TextMask, codes: list[str]
) -> Dataset:
    kinds = {name: dataset.trait_kinds.get(name) or guess_kind(shown[name].str.strip()) for name in headers}
    cells = {
        header: _mask_cells(shown[name], mask) if kinds[name] == _TEXT else shown[name]
        for name, header in headers.items()
    }
    own = {c.CUSTOMER_ID: pd.Series(codes, dtype=str), c.CUSTOMER_NAME: pd.Series(map(shown_name, codes), dtype=str)}
    return replace(
        dataset,
        customers=pd.DataFrame({**own, **{name: column.reset_index(drop=True) for name, column in cells.items()}}),
        trait_kinds={headers[name]: kind for name, kind in dataset.trait_kinds.items() if name in headers},
        labels={name: mask.labels(list(texts)) for name, texts in dataset.labels.items()},
        line_columns=dict(zip(mask.labels(list(dataset.line_columns)), dataset.line_columns.values(), strict=True)),
        cost_names=tuple(mask.labels(list(dataset.cost_names))),
    )


def _mask_cells(cells: pd.Series, mask: TextMask) -> pd.Series:
    new = {text: mask.text(text) for text in cells.unique().tolist()}
    return cells.map(new).astype(cells.dtype)


def _mask_trait(trait: LineTrait, mask: TextMask) -> LineTrait:
    mix = trait.mix and ProductMix(trait.mix.lines, mask.labels(list(trait.mix.labels)))
    texts = None if trait.texts is None else _mask_cells(trait.texts, mask)
    return LineTrait(mask.text(trait.name), texts, mix, trait.left_out)


def _renamed_scopes(before: Workbook, after: Workbook, frozen: Frozen, plan: Frozen) -> Workbook:
    """The same sums under the names that the scopes have now."""
    old = {scope_name(before.dataset, scope): scope for scope in plan_scopes(before, frozen.scenario)}
    new = {scope_name(after.dataset, scope) for scope in plan_scopes(after, plan.scenario)}
    if set(old) - new:
        raise WhalecurveError(
            "Names cannot be replaced: a cost is limited to texts that name customers",
            found="a limit that would mean something else",
            remedy="rename what the cost is limited to, or share with names",
        )
    facts = {name: plan.facts[name] for name in (facts_name(after.dataset, {}), *sorted(old))}
    return as_workbook(after, after.dataset, replace(plan, facts=facts))
