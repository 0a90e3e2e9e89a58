// What a proof that holds proves and does not prove, in words for who has never seen one.
import { type Check, stateOf } from './check';

export function proves(check: Check): string[] {
  const { file, publication } = check;
  const who = stateOf(check, 'key') === 'shown' ? 'The keeper of the journal' : 'Whoever holds the key in the file';
  const said = [`${who} has signed a journal in which entry ${file!.entry.number} stands at this place, and cannot give it another place or other content without contradicting the signature.`];
  if (publication) {
    said.push(`The sentence is in the bulletin as it was published, word for word${publication.by === null ? '' : `, by ${publication.by}`}, and whoever holds that key can neither alter nor deny it.`);
    if (file!.sentence!.entries.length > 0) said.push('The entries on which it rests were in the journal before the bulletin was frozen.');
  } else if (file!.entry.disclosed) {
    said.push('The content shown is what that entry says, to the byte.');
  }
  said.push(stateOf(check, 'witnesses') === 'shown'
    ? 'The witnesses named had seen this journal by the times they gave: the entry is older than that, and whoever keeps the journal can no longer show them another.'
    : 'The entry is older than this checkpoint. When that was, only a witness or whoever kept the file can say.');
  return said;
}

export function doesNotProve(check: Check): string[] {
  const said: string[] = [];
  if (stateOf(check, 'key') === 'open') said.push('Whose key it is. Compare the fingerprint with one that the keeper gave you, or that a witness or another reader holds.');
  if (stateOf(check, 'witnesses') !== 'shown') said.push('That everybody is shown the same journal: this check knows of no witnesses that have seen it.');
  said.push('That what is said is true. It proves who could not have changed it since, not that it happened.');
  said.push('That nothing was left out: what nobody handed in is in no journal.');
  if (check.publication) said.push("That the sentence follows from its entries. Whoever may read them can recompute it with 'truceline bulletin --at-entry'; others take it on trust.");
  else if (!check.file!.entry.disclosed) said.push('What the entry says: this file names it and does not disclose it.');
  said.push('The times that entries and publications give of themselves: they are what whoever wrote them said.');
  if (check.file!.exercise) said.push('Anything about the world: this is an exercise, and the reports are made up.');
  return said;
}

/** Numbers of entries, neighbours as ranges, cut after a dozen. */
export function numbers(all: number[]): string {
  const runs: string[] = [];
  for (let i = 0; i < all.length; i++) {
    const first = all[i];
    while (i + 1 < all.length && all[i + 1] === all[i] + 1) i++;
    runs.push(all[i] === first ? `${first}` : `${first}–${all[i]}`);
  }
  return runs.length <= 12 ? runs.join(', ') : `${runs.slice(0, 12).join(', ')} and more`;
}
