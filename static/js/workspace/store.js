// What was typed and is not saved yet, kept in this browser: by person, case and part. It survives a closed tab and a
// browser that breaks down; without IndexedDB nothing is kept, and saving works all the same.

const opened = new Promise((resolve) => {
  let request;
  try {
    request = indexedDB.open("wijk", 1);
  } catch {
    return resolve(null);
  }
  request.onupgradeneeded = () => request.result.createObjectStore("typed", { keyPath: "key" });
  request.onsuccess = () => resolve(request.result);
  request.onerror = request.onblocked = () => resolve(null);
});

const act = async (mode, work) => {
  const database = await opened;
  if (!database) return undefined;
  return new Promise((resolve) => {
    const transaction = database.transaction("typed", mode, { durability: "strict" });
    const request = work(transaction.objectStore("typed"));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => resolve(undefined);
  });
};

export const keep = (entry) => act("readwrite", (typed) => typed.put(entry));
export const forget = (key) => act("readwrite", (typed) => typed.delete(key));
// Forget what was kept, unless something newer came in its place.
export const drop = (entry) => act("readwrite", (typed) => {
  const asked = typed.get(entry.key);
  asked.onsuccess = () => { if (asked.result?.at === entry.at) typed.delete(entry.key); };
  return asked;
});
export const under = async (start) => (await act("readonly", (typed) => typed.getAll(IDBKeyRange.bound(start, `${start}\uffff`)))) ?? [];
