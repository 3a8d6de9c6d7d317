// The words on the pages of a PDF that Chromium printed.

import { inflateSync } from 'node:zlib';

export interface Sheet {
  text: string;
}

/** The characters of a font by its glyphs, from the map that it carries for copying. */
function characters(map: string): Map<number, string> {
  const out = new Map<number, string>();
  const text = (hex = '') => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph = '', to] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
      out.set(Number.parseInt(glyph, 16), text(to));
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', until = '', to = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const [first, last, start] = [from, until, to].map((hex) => Number.parseInt(hex, 16)) as [number, number, number];
      for (let glyph = first; glyph <= last; glyph++) out.set(glyph, String.fromCodePoint(start + glyph - first));
    }
  return out;
}

export function sheetsOf(pdf: Buffer): Sheet[] {
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\s([\s\S]*?)\sendobj/g))
    objects.set(id, body);
  const stream = (id = '') => {
    const body = objects.get(id) ?? '';
    const begin = /stream\r?\n/.exec(body);
    if (!begin) return '';
    const from = begin.index + begin[0].length; // the last byte may look like the end of a line, so the length decides
    const length = Number(/\/Length (\d+)/.exec(body)?.[1]);
    return inflateSync(Buffer.from(body.slice(from, from + length), 'latin1')).toString('latin1');
  };
  const reference = (body: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1];
  const fonts = (page: string) => {
    const [, list = ''] = /\/Font <<([^>]*)>>/.exec(page) ?? [];
    return new Map(
      [...list.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        characters(stream(reference(objects.get(id) ?? '', 'ToUnicode'))),
      ]),
    );
  };
  const textOf = (page: string) => {
    const known = fonts(page);
    let font = new Map<number, string>();
    let out = '';
    for (const [, name, hex, literal] of stream(reference(page, 'Contents')).matchAll(
      /\/(\w+) [\d.]+ Tf|<([\dA-Fa-f]+)>|(\bET\b)/g,
    )) {
      if (name) font = known.get(name) ?? font;
      else if (hex)
        out += (hex.match(/.{4}/g) ?? []).map((glyph) => font.get(Number.parseInt(glyph, 16)) ?? '').join('');
      else if (literal) out += ' ';
    }
    return out;
  };
  return [...objects.values()].filter((body) => /\/Type \/Page\b/.test(body)).map((page) => ({ text: textOf(page) }));
}
