// Names of places are offered while one is typed. The field takes any words without this too.
const field = document.querySelector<HTMLInputElement>('input[list="places"]');
const list = document.querySelector<HTMLDataListElement>('#places');

if (field && list) {
  let latest = 0;
  field.addEventListener('input', async () => {
    const words = field.value.replace(/^.*\bof\s+/i, '');
    const before = field.value.slice(0, field.value.length - words.length);
    const asked = ++latest;
    if (words.trim().length < 2) return;
    try {
      const answer = await fetch(`/api/places?q=${encodeURIComponent(words.slice(0, 200))}`);
      if (!answer.ok || asked !== latest) return;
      const places = (await answer.json()) as { name: string }[];
      list.replaceChildren(...places.map((place) => Object.assign(document.createElement('option'), { value: before + place.name })));
    } catch {
      // Without the server there is nothing to offer; what was typed stays.
    }
  });
}
