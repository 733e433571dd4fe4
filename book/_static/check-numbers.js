// Numbers as people type them, read and written in exact decimal: the page's twin of `Number.read`
// (gxd_teach/classroom/answers.py) and of the canonical form (canonical.py). No binary floating
// point. tests/classroom/canonical_vectors.json holds the two to the same answers.
(() => {
  "use strict";

  // What Python calls a space; \s of JavaScript is another set.
  const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
  const SPLIT = new RegExp(
    `^([+\\-\\u2212]?[\\p{Decimal_Number}.,]+(?:[eE][+-]?\\p{Decimal_Number}+)?)[${SPACE}]*((?![${SPACE}\\p{Decimal_Number}.,])[^\\n]*)$`, "u");
  const PER_PIECE = new RegExp(
    `[${SPACE}]*/[${SPACE}]*1?[${SPACE}]*(?:個|台|piece|pcs?)$`, "u");
  const MINUS = /[\u2212\u2010\u2013\u2014\u30fc\u25b2\u25b3]/gu;
  const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
  const PLAIN = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
  const GAS =
    /(?<![A-Za-z])(kt|kg|t|g)[\s_·-]*\(?CO2[\s_-]*(?:e|eq|換算)?\)?(?![A-Za-z0-9])/giu;
  const LARGEST = 300; // powers of ten, as in answers.py
  const PRECISION = 28; // digits that Python's decimal arithmetic carries
  const MOST_EXPONENT = 999_999_999_999_999_999n; // what Python's Decimal can hold
  const LEAST_EXPONENT = -1_999_999_999_999_999_997n;

  class Unreadable extends Error {
    constructor(code, ja, en) {
      super(code);
      Object.assign(this, { code, ja, en });
    }
  }

  const strip = (text) => text.replace(ENDS, "");
  const length = (number) => number.digits.toString().length;
  const adjusted = (number) => length(number) - 1 + number.exponent;
  const isZero = (number) => number.digits === 0n;

  /** Digits of any script as 0 to 9: they stand in runs of ten. */
  function asciiDigits(text) {
    return text.replace(/\p{Decimal_Number}/gu, (sign) => {
      let point = sign.codePointAt(0);
      const here = point;
      while (/\p{Decimal_Number}/u.test(String.fromCodePoint(point - 1))) point -= 1;
      return String((here - point) % 10);
    });
  }

  /** A decimal from plain text such as "-12.50" or "1E+3"; null for anything else. */
  function parse(text) {
    const found = PLAIN.exec(text);
    if (!found) return null;
    const [, sign, whole, tail, bare, power] = found;
    const fraction = tail ?? bare ?? "";
    const digits = BigInt((whole ?? "") + fraction);
    const exponent = BigInt(power ?? 0) - BigInt(fraction.length);
    const top = exponent + BigInt(digits.toString().length - 1);
    if (top > MOST_EXPONENT || exponent < LEAST_EXPONENT) return null;
    return { negative: sign === "-", digits, exponent: Number(exponent) };
  }

  /** The number a person meant, or null: full-width digits, spaces and thousands marks pass. */
  function understand(text) {
    let cell = asciiDigits(text.normalize("NFKC").replace(MINUS, "-"));
    cell = cell.replace(new RegExp(`[${SPACE}]`, "gu"), "");
    if (THOUSANDS.test(cell)) cell = cell.replaceAll(",", "");
    return parse(cell);
  }

  /** digits / 10**places, rounded half to even. */
  function shorten(digits, places) {
    if (places <= 0) return digits * 10n ** BigInt(-places);
    const unit = 10n ** BigInt(places);
    const twice = (digits % unit) * 2n;
    const down = digits / unit;
    const up = twice > unit || (twice === unit && down % 2n === 1n);
    return up ? down + 1n : down;
  }

  /** As Python's arithmetic leaves a result: 28 significant digits. */
  function rounded(number) {
    const over = length(number) - PRECISION;
    if (over <= 0) return number;
    const digits = shorten(number.digits, over);
    return { ...number, digits, exponent: number.exponent + over };
  }

  const times = (number, factor) =>
    rounded({
      negative: number.negative !== factor.negative,
      digits: number.digits * factor.digits,
      exponent: number.exponent + factor.exponent,
    });

  /** "124e-1" for 12.372 to three digits; "0" for zero. */
  function canonical(number, digits) {
    if (isZero(number)) return "0";
    let exponent = adjusted(number) - (digits - 1);
    const exact = rounded(number);
    let mantissa = shorten(exact.digits, exponent - exact.exponent);
    if (mantissa === 10n ** BigInt(digits)) {
      mantissa /= 10n;
      exponent += 1;
    }
    // So small against its first digit that nothing is left cannot happen: `exponent` follows it.
    return `${number.negative ? "-" : ""}${mantissa}e${exponent}`;
  }

  const signed = (number) => (number.negative ? -number.digits : number.digits);

  /** Negative, zero or positive as a is below, at or above b. */
  function compare(a, b) {
    const low = Math.min(a.exponent, b.exponent);
    const scaled = (one) => signed(one) * 10n ** BigInt(one.exponent - low);
    const apart = scaled(a) - scaled(b);
    return apart < 0n ? -1 : apart > 0n ? 1 : 0;
  }

  /** Whether low <= number <= high; both written as Python writes a Decimal. */
  function within(number, low, high) {
    return compare(parse(low), number) <= 0 && compare(number, parse(high)) <= 0;
  }

  /** A unit in the spelling of the page's table (book/_ext/check_units.py). */
  function spelled(unit) {
    return strip(unit.replace(/\u2212/g, "-"))
      .replace(new RegExp(`[${SPACE}]*/[${SPACE}]*`, "gu"), "/")
      .replace(GAS, (_, mass) => `${mass.toLowerCase()}CO2e`);
  }

  /** The number typed, in `unit`; `factors` says by what each accepted unit is multiplied. */
  function read(typed, unit, factors) {
    const text = strip(typed.normalize("NFKC"));
    const found = SPLIT.exec(text);
    const [value, given] = found ? [found[1], found[2]] : [text, ""];
    const number = understand(value);
    if (number === null) {
      throw new Unreadable(
        "GXD-C002",
        `「${value}」は数値として読めません。12.372 のように書いてください`,
        `'${value}' is not a number; write it like 12.372`,
      );
    }
    if (!isZero(number) && Math.abs(adjusted(number)) > LARGEST) {
      throw new Unreadable(
        "GXD-C003",
        "数が大きすぎるか小さすぎます。単位を確かめてください",
        "the number is too large or too small; check the unit",
      );
    }
    if (!given) return number;
    let name = strip(given.replace(PER_PIECE, ""));
    if (name === "パーセント" || name === "percent") name = "%";
    if (name === unit) return number;
    const factor = Object.hasOwn(factors, spelled(name)) ? factors[spelled(name)] : null;
    if (factor === null) {
      throw new Unreadable(
        "GXD-C004",
        `単位「${name}」は、求めている ${unit} に直せません`,
        `the unit '${name}' cannot be turned into the ${unit} asked for`,
      );
    }
    return times(number, parse(factor));
  }

  /** For people: plain digits, no exponent where it can be helped. */
  function shown(number) {
    const sign = number.negative && !isZero(number) ? "-" : "";
    let { digits, exponent } = number;
    if (isZero(number)) return "0";
    while (digits % 10n === 0n && exponent < 0) [digits, exponent] = [digits / 10n, exponent + 1];
    const text = digits.toString();
    if (exponent > 12 || exponent < -20) return `${sign}${text}e${exponent}`;
    if (exponent >= 0) return sign + text + "0".repeat(exponent);
    const padded = text.padStart(1 - exponent, "0");
    return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }

  window.gxdNumbers = { read, canonical, within, understand, shown, Unreadable };
})();
