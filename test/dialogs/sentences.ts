/** Sentences that a text says more than once; values, titles and single words are none. */
export function repeated(text: string): readonly string[] {
  const sentences = text
    .split('\n')
    .flatMap((line) => line.replace(/\[[^\]]*\]$/, '').split(/(?<=[.?!])\s+/))
    .map((sentence) => sentence.replace(/^\W+/, '').trim())
    .filter((sentence) => /[.?!]$/.test(sentence) && sentence.split(' ').length > 3);
  return sentences.filter((sentence, position) => sentences.indexOf(sentence) !== position);
}
