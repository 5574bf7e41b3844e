// Python in the background: unpacks what the page holds, checks files, says how far it is. Asks nobody.
const ANSWERS = new Map();
const HERE = "https://inside.invalid/";

// The runtime asks for its files by address; here they are, and nothing else is.
self.fetch = async (address) => {
  const held = ANSWERS.get(String(address).replace(HERE, ""));
  if (!held) throw new TypeError("This page asks nobody for anything.");
  const [data, type] = held;
  return new Response(data, { headers: { "Content-Type": type } });
};

// A page opened from a file gets no worker that is a module; this one imports modules all the same, which is all
// that the runtime wants of one. It tells them apart by whether scripts of other places can be loaded: here none.
self.importScripts = () => { throw new TypeError("This page loads no script of another place."); };

async function unpacked(text) {
  const letters = atob(text);
  const data = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) data[place] = letters.charCodeAt(place);
  const plain = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).arrayBuffer();
}

const script = (data) => URL.createObjectURL(new Blob([data], { type: "text/javascript" }));

async function start(parts) {
  const names = Object.keys(parts);
  const data = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await unpacked(parts[name])])));
  ANSWERS.set("pyodide.asm.wasm", [data.wasm, "application/wasm"]);
  ANSWERS.set("python_stdlib.zip", [data.library, "application/zip"]);
  const { loadPyodide } = await import(script(data.loader));
  const { default: createPyodideModule } = await import(script(data.module));
  const python = await loadPyodide({
    indexURL: HERE,
    packageBaseUrl: HERE,
    createPyodideModule,
    lockFileContents: JSON.parse(new TextDecoder().decode(data.lock)),
  });
  python.unpackArchive(data.bundle, "tar", { extractDir: "/" });
  python.runPython("import sys; sys.path.insert(0, '/dashboard/src')");
  return python.pyimport("dashboard.intake.checker.desk");
}

let desk;
self.onmessage = async ({ data: { parts, files } }) => {
  try {
    if (parts) {
      desk = await start(parts);
      self.postMessage({ ready: true });
      return;
    }
    const tell = (name, done, of) => self.postMessage({ name, done, of });
    const chosen = files.map(({ name, data }) => [name, new Uint8Array(data)]);
    const report = desk.check_pairs(chosen, tell);
    const [shown, page, csv] = report.toJs();
    report.destroy();
    self.postMessage({ shown, page, csv });
  } catch (error) {
    // Of an error only its kind: its words might quote a cell.
    self.postMessage({ failed: String(error.type || error.name || "error") });
  }
};
