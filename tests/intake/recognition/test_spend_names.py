"""Headers that name what a customer spent, in six languages."""

import pytest

from whalecurve.intake.recognition.spend_names import named_as


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Total Spent",
            "total_spent",
            "Lifetime Value",
            "LTV",
            "Sales_LCY",
            "Gesamtumsatz",
            "Umsatz (MW)",
            "Total dépensé",
        ),
        *(
            "Total dépensé",
            "CA total",
            "Total gastado",
            "Ventas totales",
            "Totale omzet",
            "Total gasto",
            "Spesa totale",
            "Net Sales",
        ),
    ],
)
def test_totals_of_the_past_are_a_check_of_the_revenue(header):
    assert named_as(header) == "total"


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Total Orders",
            "Orders count",
            "Average Order Value",
            "RFM Score",
            "Credit Limit",
            "Loyalty Tier",
            "Profit_LCY",
        ),
        *(
            "Balance_LCY",
            "Last Order Date",
            "Days since last purchase",
            "Anzahl Bestellungen",
            "Kreditlimit",
            "Treuestufe",
        ),
        *("Nombre de commandes", "Panier moyen", "Limite de crédit", "Número de pedidos", "Último pedido", "Saldo"),
        *(
            "Aantal bestellingen",
            "Kredietlimiet",
            "Laatste bestelling",
            "Limite de crédito",
            "Numero di ordini",
            "Fido",
        ),
    ],
)
def test_what_is_made_of_purchases_is_known_by_name(header):
    assert named_as(header) == "spend"


@pytest.mark.parametrize(
    "header",
    [
        "Industry",
        "Region",
        "Segment",
        "Country",
        "Customer since",
        "Branche",
        "Secteur",
        "Sector",
        "Rep",
        "Business type",
    ],
)
def test_what_a_customer_is_has_no_such_name(header):
    assert named_as(header) == "other"


@pytest.mark.parametrize("header", ["Employees", "Annual Revenue", "Mitarbeiter", "Effectifs", "Dipendenti"])
def test_the_size_of_the_customers_own_firm_is_known(header):
    assert named_as(header) == "size"
