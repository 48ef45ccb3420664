# ruff: noqa: E501 - exports as they are written
"""Exports of further tools, rebuilt in small: their headers in six languages, their words, their right revenue."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.intake.build import csv_bytes, money, text_table
from whalecurve.analysis.reading import read_tables
from whalecurve.intake.meaning.decision import open_decisions
from whalecurve.intake.recognition.mapping import Mapping

TODAY = dt.date(2026, 3, 1)


def read(text, said=None):
    table = text_table(text if isinstance(text, bytes) else text.encode("utf-8"), "export.csv")
    return read_tables([("transactions", table)], Mapping.from_json(said or {}), today=TODAY)


EXPORTS = {
    "paypal": (
        """\
"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","From Email Address","To Email Address","Transaction ID","Balance"
"01/31/2025","10:00:00","PST","Ann Lark","Express Checkout Payment","Completed","USD","100.00","-3.20","96.80","a@x.example","me@x.example","T1","96.80"
"02/14/2025","10:00:00","PST","Bo Reed","Express Checkout Payment","Completed","USD","50.00","-1.75","48.25","b@x.example","me@x.example","T2","145.05"
"02/15/2025","10:00:00","PST","Bo Reed","Payment Refund","Completed","USD","-20.00","0.60","-19.40","me@x.example","b@x.example","T3","125.65"
"02/16/2025","10:00:00","PST","","General Withdrawal","Completed","USD","-100.00","0.00","-100.00","me@x.example","","T4","25.65"
"02/17/2025","10:00:00","PST","Cy Orr","Express Checkout Payment","Pending","USD","70.00","0.00","70.00","c@x.example","me@x.example","T5","95.65"
""",
        130,
    ),
    "sage": (
        """\
No.,Type,Account Ref,Nominal A/C Ref,Dept,Details,Date,Ref,Ex.Ref,Net Amount,Tax Amount,T/C,Gross Amount,Paid
1,SI,ALD001,4000,0,Pumps,31/01/2025,101,,1000.00,200.00,T1,1200.00,Y
2,SI,BIR001,4000,0,Valves,14/02/2025,102,,400.00,80.00,T1,480.00,N
3,SC,ALD001,4000,0,Credit,20/02/2025,103,,100.00,20.00,T1,120.00,N
4,SR,ALD001,1200,0,Receipt,21/02/2025,104,,1200.00,0.00,T9,1200.00,Y
""",
        1300,
    ),
    "lexware": (
        """\
Belegnummer;Belegdatum;Kundennummer;Kundenname;Belegart;Nettobetrag;Umsatzsteuer;Bruttobetrag;Status
RE-1;31.01.2025;10001;Alder Mühlen;Rechnung;1.000,00;190,00;1.190,00;bezahlt
RE-2;14.02.2025;10002;Birke AG;Rechnung;400,00;76,00;476,00;offen
RK-1;20.02.2025;10001;Alder Mühlen;Rechnungskorrektur;200,00;38,00;238,00;abgeschlossen
AN-1;21.02.2025;10001;Alder Mühlen;Angebot;500,00;95,00;595,00;offen
""",
        1200,
    ),
    "sevdesk": (
        """\
Rechnungsnummer;Kunde;Rechnungsdatum;Fälligkeit;Status;Rechnungstyp;Betrag netto;Betrag brutto;Offener Betrag
RE-1;Alder Mühlen;31.01.2025;14.02.2025;Bezahlt;RE;1.000,00;1.190,00;0,00
RE-2;Birke AG;14.02.2025;28.02.2025;Fällig;RE;400,00;476,00;476,00
SR-3;Birke AG;15.02.2025;28.02.2025;Bezahlt;SR;-400,00;-476,00;0,00
""",
        1000,
    ),
    "holded": (
        """\
Fecha;Num;Cliente;Vencimiento;Base imponible;IVA;Total;Estado
31/01/2025;F-1;Alder;28/02/2025;1.000,00;210,00;1.210,00;Cobrado
14/02/2025;F-2;Birch;14/03/2025;400,00;84,00;484,00;Pendiente
15/02/2025;F-3;Birch;14/03/2025;100,00;21,00;121,00;Borrador
""",
        1400,
    ),
    "pipedrive": (
        """\
Deal - Title,Deal - Value,Deal - Currency,Deal - Organization,Deal - Status,Deal - Won time,Deal - Stage,Deal - Owner
Looms,5000,EUR,Alder Mills,Won,2025-01-31 10:00:00,Negotiations Started,Kim
Pumps,1200,EUR,Birch Works,Won,2025-02-14 10:00:00,Proposal Made,Kim
Valves,700,EUR,Birch Works,Open,,Proposal Made,Lee
Hoses,900,EUR,Birch Works,Lost,,Qualified,Lee
""",
        6200,
    ),
    "zoho crm": (
        """\
Deal Name,Account Name,Amount,Stage,Closing Date,Deal Owner,Expected Revenue,Probability (%)
Looms,Alder Mills,5000.00,Closed Won,2025-01-31,Kim,5000.00,100
Pumps,Birch Works,1200.00,Closed Won,2025-02-14,Kim,1200.00,100
Valves,Birch Works,700.00,Negotiation/Review,2025-03-14,Kim,630.00,90
Hoses,Birch Works,900.00,Closed Lost,2025-03-14,Kim,0.00,0
Tubes,Birch Works,900.00,Closed-Lost to Competition,2025-03-14,Kim,0.00,0
""",
        6200,
    ),
    "netsuite": (
        """\
Date,Type,Document Number,Name,Account,Amount
1/31/2025,Invoice,INV1,C100 Alder Mills,4000 Sales,"1,000.00"
2/14/2025,Invoice,INV2,C200 Birch Works,4000 Sales,400.00
2/20/2025,Credit Memo,CM1,C100 Alder Mills,4000 Sales,-200.00
2/21/2025,Payment,PY1,C100 Alder Mills,1100 AR,800.00
""",
        1200,
    ),
    "bc posted lines": (
        """\
Document No.,Posting Date,Sell-to Customer No.,Type,No.,Description,Quantity,Unit Price Excl. VAT,Line Discount %,Line Amount Excl. VAT,Amount Including VAT
1001,2025-01-31,C100,Item,1000,Pump,2,500.00,10,900.00,1080.00
1001,2025-01-31,C100,Resource,R1,Setup,1,100.00,0,100.00,120.00
1002,2025-02-14,C200,Item,1000,Pump,1,500.00,0,500.00,600.00
""",
        1500,
    ),
    "hubspot de": (
        """\
Datensatz-ID;Dealname;Dealphase;Betrag;Inhaber des Deals;Abschlussdatum;Zugeordnetes Unternehmen
1;Looms;Abgeschlossen und gewonnen (Vertriebspipeline);5.000,00;Kim;31.01.2025 10:00;Alder Mühlen
2;Pumpen;Abgeschlossen und verloren (Vertriebspipeline);1.200,00;Kim;14.02.2025 10:00;Birke AG
3;Ventile;Termin vereinbart (Vertriebspipeline);700,00;Kim;14.03.2025 10:00;Birke AG
""",
        5000,
    ),
    "fr": (
        """\
N° facture;Date de facture;Client;Total HT;TVA;Total TTC;Statut
F1;31/01/2025;Alder;1 000,00;200,00;1 200,00;Payée
A1;14/02/2025;Alder;-100,00;-20,00;-120,00;Avoir
F2;15/02/2025;Birch;400,00;80,00;480,00;Annulée
""",
        900,
    ),
    "it": (
        """\
Numero;Data;Cliente;Imponibile;IVA;Totale;Stato
1;31/01/2025;Alder;1.000,00;220,00;1.220,00;Pagata
2;14/02/2025;Birch;400,00;88,00;488,00;Annullata
""",
        1000,
    ),
    "pt": (
        """\
Nº Fatura;Data de emissão;Cliente;Valor líquido;Imposto;Valor total;Situação
1;31/01/2025;Alder;1.000,00;230,00;1.230,00;Paga
2;14/02/2025;Birch;400,00;92,00;492,00;Cancelada
""",
        1000,
    ),
    "nl": (
        """\
Factuurnummer;Factuurdatum;Klant;Bedrag excl. btw;Btw;Bedrag incl. btw;Status
1;31-01-2025;Alder;1.000,00;210,00;1.210,00;Betaald
2;14-02-2025;Birch;400,00;84,00;484,00;Concept
""",
        1000,
    ),
    "stripe balance": (
        """\
id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC),Customer ID
txn1,charge,ch1,100.00,3.20,96.80,usd,2025-01-31 10:00,2025-02-02 00:00,cus_1
txn2,charge,ch2,50.00,1.75,48.25,usd,2025-02-14 10:00,2025-02-16 00:00,cus_2
txn3,refund,re1,-20.00,0.00,-20.00,usd,2025-02-15 10:00,2025-02-16 00:00,cus_2
txn4,payout,po1,-100.00,0.00,-100.00,usd,2025-02-16 10:00,2025-02-16 00:00,
txn5,stripe_fee,fe1,-2.00,0.00,-2.00,usd,2025-02-16 10:00,2025-02-16 00:00,
""",
        130,
    ),
}


@pytest.mark.parametrize(("text", "revenue"), EXPORTS.values(), ids=EXPORTS)
def test_an_export_is_read_without_a_question(text, revenue):
    result = read(text)
    assert (sum(money(result)), open_decisions(result.decisions)) == (revenue, [])


QUESTIONS = {
    "a total beside tax and nothing to prove it": (
        """\
Document Number,Posting Date,Customer/Supplier Code,Document Total,Tax Total,Canceled,Document Type
1001,31.01.2025,C100,1190.00,190.00,N,A/R Invoice
1002,14.02.2025,C200,476.00,76.00,N,A/R Invoice
1003,15.02.2025,C200,119.00,19.00,Y,A/R Invoice
2001,20.02.2025,C100,-238.00,-38.00,N,A/R Credit Memo
""",
        {"excluded": "1428.00", "included": "1200.00"},
        "tax",
    ),
    "a total beside shipping and nothing to prove it": (
        "Order ID,Order Date,Customer,Order Total,Shipping\n1,2025-01-31,A,105,5\n2,2025-02-01,B,60,10\n",
        {"excluded": "165.00", "included": "150.00"},
        "shipping",
    ),
    "thousands or decimals": (
        "Rechnung;Datum;Kunde;Betrag\n1;31.01.2025;A;1.250\n2;14.02.2025;B;2.400\n3;14.02.2025;B;-3.120\n",
        {".": "0.53", ",": "530.00"},
        "decimal",
    ),
    "sales without dates": (
        "Name,No,Sales_LCY,Profit_LCY,City\nAlder Mills,10000,12000.00,3000.00,Bend\nBirch,20000,8000.51,-1.25,Omak\n",
        {"2025": "20000.51", "2026": "20000.51", "2024": "20000.51"},
        "period",
    ),
}


@pytest.mark.parametrize(("text", "revenues", "key"), QUESTIONS.values(), ids=QUESTIONS)
def test_what_nothing_proves_is_one_question_and_each_answer_gives_its_figure(text, revenues, key):
    asked = open_decisions(read(text).decisions)
    assert [(each.key, {c.answer[key]: c.net_revenue for c in each.alternatives}) for each in asked] == [
        (key, revenues)
    ]
    for choice in asked[0].alternatives:
        result = read(text, dict(choice.answer))
        assert not open_decisions(result.decisions)
        assert round(sum(money(result)), 2) == Decimal(choice.net_revenue).quantize(Decimal("0.01"))


def test_sales_without_dates_are_spread_over_the_period_and_add_up():
    result = read(QUESTIONS["sales without dates"][0], {"period": "2025-01..2025-07"})
    sums = result.dataset.transactions.groupby("customer")["net_revenue"].sum().tolist()
    assert sums == [1_200_000, 800_051]
    assert (len(result.days), result.days[202502], result.first_date, result.last_date) == (
        7,
        (1, 28),
        "2025-01-01",
        "2025-07-31",
    )
    assert (result.lines_read, result.lines_used, sum(money(result, "cost_of_goods"))) == (2, 2, Decimal("17001.76"))


def test_a_datev_file_of_the_firms_own_accounts_is_asked_about():
    header = [
        "Umsatz (ohne Soll/Haben-Kz)",
        "Soll/Haben-Kennzeichen",
        "WKZ Umsatz",
        "Konto",
        "Gegenkonto (ohne BU-Schlüssel)",
    ]
    header += ["Belegdatum", "Belegfeld 1", "Buchungstext"]
    rows = [
        ["1190,00", "S", "EUR", "10001", "8400", "31.01.2025", "R-1", "Alder"],
        ["238,00", "H", "EUR", "10001", "8400", "20.02.2025", "G-1", "Alder"],
    ]
    result = read(csv_bytes([header, *rows], delimiter=";"))
    assert (sum(money(result)), open_decisions(result.decisions)) == (952, [])
    rows[0][3], rows[0][4] = "8400", "10001"
    with pytest.raises(Exception, match="which column is the customer"):
        read(csv_bytes([header, *rows], delimiter=";"))
