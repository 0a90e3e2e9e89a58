import { bring, isTouched } from './swap';

/** Follows the journal: a page that is not pinned and on which nobody is writing shows new entries as they come. */
export function follow(): void {
  const root = document.documentElement;
  if (!root.dataset.entries || !('EventSource' in window)) return;
  let lostSince: Date | null = null;
  let newest = Number(root.dataset.entries);
  let busy = false;
  let tries = 0;

  const stream = new EventSource('/api/live');
  stream.addEventListener('open', () => {
    if (lostSince) say('');
    lostSince = null;
  });
  stream.addEventListener('error', () => {
    lostSince ??= new Date();
    say(`Connection lost since ${clock(lostSince)}: what stands here is from then. It is tried again by itself.`);
    // A browser gives up for good on an answer that is no stream, as from a server that is just starting again.
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 5000);
  });
  stream.addEventListener('head', event => {
    newest = entriesOf((event as MessageEvent<string>).data) ?? newest;
    tries = 0;
    void renew();
  });
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', event => event.persisted && follow());

  async function renew(): Promise<void> {
    const shown = Number(root.dataset.entries);
    if (busy || newest <= shown) return;
    if ('pinned' in root.dataset) return;
    if (isTouched(document.getElementById('content') ?? document)) {
      say(`${newest} entries now. This page stays as it is while a form on it is being filled in.`);
      return;
    }
    busy = true;
    try {
      if (await bring(location.href)) {
        say(`Now with entry ${root.dataset.entries}.`);
        document.dispatchEvent(new Event('truceline:renewed'));
      }
    } catch {
      // The stream says so itself when the connection is gone.
    } finally {
      busy = false;
    }
    // The findings may still be worked out from the newest entries.
    if (Number(root.dataset.entries) < newest && ++tries < 10) setTimeout(() => void renew(), 1000);
  }
}

/** The number of entries in what the stream sends; null for anything else. */
export function entriesOf(data: string): number | null {
  try {
    const { entries } = JSON.parse(data) as { entries?: unknown };
    return typeof entries === 'number' && Number.isSafeInteger(entries) ? entries : null;
  } catch {
    return null;
  }
}

function clock(time: Date): string {
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
}

function say(words: string): void {
  const live = document.getElementById('live');
  if (live && live.textContent !== words) live.textContent = words;
}
