"""Currency signs and codes that may stand around a number, and the code that each one means."""

from typing import Final

SIGNS: Final = dict(
    pair.split("=")
    for pair in (
        "$=USD US$=USD €=EUR £=GBP ¥=JPY ₹=INR ₽=RUB ₩=KRW ₺=TRY ₫=VND ₪=ILS ฿=THB ₴=UAH ₦=NGN ₱=PHP R$=BRL C$=CAD "
        "CA$=CAD A$=AUD AU$=AUD NZ$=NZD HK$=HKD S$=SGD MX$=MXN kr=kr kr.=kr zł=PLN Kč=CZK Ft=HUF Fr.=CHF SFr.=CHF"
    ).split()
)
CODES: Final = frozenset(
    (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
        "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
        "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN "
        "PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
        "TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
    ).split()
)


def currency_code(word: str) -> str | None:
    """Code of a currency sign or code; the empty text for none; ``None`` for a word that is no currency.

    >>> currency_code("€"), currency_code("usd"), currency_code(""), currency_code("kg")
    ('EUR', 'USD', '', None)
    """
    if not word:
        return ""
    return SIGNS.get(word) or (word.upper() if word.upper() in CODES else None)
