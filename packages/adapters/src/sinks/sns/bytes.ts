/** How long a text is in UTF-8. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** As many of the first texts as fit into so many bytes between the brackets of a JSON array. */
export function firstThatFit<Text extends string>(texts: readonly Text[], room: number): readonly Text[] {
  let left = room;
  const end = texts.findIndex((text, index) => {
    left -= byteLength(JSON.stringify(text)) + (index === 0 ? 0 : ','.length);
    return left < 0;
  });
  return end === -1 ? texts : texts.slice(0, end);
}
