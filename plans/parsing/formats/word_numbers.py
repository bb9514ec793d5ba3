"""A counter's value as Word prints it: `w:numFmt` names (ECMA-376, 17.18.59) to written numbers."""

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _decimal(value):
    return str(value)


def _counted(value, digits=_DIGITS, units="十百千万", zero="零"):
    """Chinese counting with units: 12 → 十二, 120 → 一百二十, 105 → 一百零五 (up to 99 999)."""
    if value == 0:
        return zero
    if value > 99_999:
        return str(value)
    written, pending_zero = "", False
    for power, unit in ((4, units[3]), (3, units[2]), (2, units[1]), (1, units[0]), (0, "")):
        digit = value // 10**power % 10
        if digit:
            written += (zero if pending_zero else "") + digits[digit] + unit
            pending_zero = False
        elif written:
            pending_zero = True
    if digits is _DIGITS and 10 <= value < 20:
        return written[1:]
    return written


def _counting(value):
    """`chineseCounting`: with 十 up to 99, digit by digit from 100 on."""
    return _counted(value) if value < 100 else _digital(value)


def _formal(value):
    return _counted(value, _FORMAL, "拾佰仟萬")


def _formal_simplified(value):
    return _counted(value, _FORMAL, "拾佰仟万")


def _digital(value):
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _cycle(characters):
    return lambda value: characters[(value - 1) % len(characters)] if value > 0 else str(value)


def _from(first, last, start=1):
    """Characters of one Unicode row for start..., plain digits beyond it."""

    def write(value):
        index = value - start
        return chr(first + index) if 0 <= index <= last - first else str(value)

    return write


def _circled(value):
    if value == 0:
        return "⓪"
    if value <= 20:
        return chr(0x2460 + value - 1)
    if value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x32B1 + value - 36) if value <= 50 else str(value)


def _full_width(value):
    return "".join(chr(0xFF10 + int(digit)) for digit in str(value))


def _letters(value):
    """a … z, aa … zz: Word repeats the letter."""
    if not 0 < value <= 26 * 20:
        return str(value)
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value):
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written += sign * count
    return written


_WRITERS = {
    "decimal": _decimal,
    "decimalHalfWidth": _decimal,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "japaneseCounting": _counted,
    "chineseCountingThousand": _counted,
    "taiwaneseCountingThousand": _counted,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "chineseLegalSimplified": _formal_simplified,
    "ideographLegalTraditional": _formal,
    "japaneseLegal": _formal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _from(0x3280, 0x3289),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from(0x2474, 0x2487),
    "decimalEnclosedFullstop": _from(0x2488, 0x249B),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda value: "",
}


def written_number(value, format):
    """`value` in Word's number format `format`; a format nobody listed here is written in digits.

    >>> written_number(12, "chineseCounting"), written_number(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    return _WRITERS.get(format, _decimal)(value)
