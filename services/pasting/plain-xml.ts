const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text of XML with its entities written out; unknown ones stay. */
export const plainXml = (text: string): string =>
  text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi,
    (whole, name, decimal, hexadecimal) => {
      if (name !== undefined) return predefined[String(name).toLowerCase()] ?? whole;
      const point = decimal === undefined ? Number.parseInt(String(hexadecimal), 16) : Number(decimal);
      return point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : whole;
    },
  );
