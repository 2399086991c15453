/**
 * The fields of a form (application/x-www-form-urlencoded): one that comes more than once is a list. Bytes that aren't
 * UTF-8 become U+FFFD, by which whoever reads the field can tell. https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function readForm(body: string): Record<string, string | string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const values = found.get(name);
    if (values) values.push(value);
    else found.set(name, [value]);
  }
  // Without a prototype: a field may be called anything.
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, values] of found) fields[name] = values.length === 1 ? (values[0] ?? "") : values;
  return fields;
}
