const STATUS = document.getElementById("status");
const BAR = document.getElementById("bar");
const SHOWN = document.getElementById("report");
const SAVE = document.getElementById("save");
const DROP = document.getElementById("drop");
const INPUTS = [document.getElementById("files"), document.getElementById("folder")];
const BUTTONS = INPUTS.map((input) => document.getElementById("choose-" + input.id));
const WORKER = $worker;

let saved = {};
let busy = true;
const python = new Worker(URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" })));

function say(words, done, of) {
  STATUS.textContent = words;
  BAR.hidden = done === undefined;
  if (of) { BAR.max = of; BAR.value = done; } else { BAR.removeAttribute("value"); }
}

function allow(now) {
  busy = !now;
  for (const button of BUTTONS) button.disabled = busy;
}

function show({ shown, page, csv }) {
  saved = { page, csv };
  SHOWN.innerHTML = shown;
  SHOWN.hidden = SAVE.hidden = false;
  say("The files are checked. The report is below.");
  const heading = SHOWN.firstElementChild;
  heading.tabIndex = -1;
  heading.focus();
  allow(true);
}

python.onmessage = ({ data }) => {
  if (data.ready) {
    say("Ready. Choose files, a folder, or drop them here.");
    allow(true);
  } else if (data.failed) {
    say("This page has a fault of its own (" + data.failed + "). Nothing was sent to anybody. Tell whoever gave you the page.");
    allow(true);
  } else if (data.shown !== undefined) {
    show(data);
  } else {
    say("Checking " + data.name + " (" + (data.done + 1) + " of " + data.of + ")", data.done, data.of);
  }
};
python.onerror = () => say("This browser cannot run the checker. Use a current Edge, Chrome or Firefox.");

async function check(files) {
  if (busy) return;
  const chosen = [...files].filter(({ name }) => !name.startsWith(".") && !name.startsWith("~$"));
  if (!chosen.length) {
    say("There was no file to check in what you chose.");
    return;
  }
  allow(false);
  say("Reading the files", 0);
  let read;
  try {
    read = await Promise.all(chosen.map(async (file) => (
      { name: file.webkitRelativePath || file.path || file.name, data: await file.arrayBuffer() })));
  } catch {
    say("A file could not be read. Is it open in another program, moved, or above 2 GB? Choose it again.");
    allow(true);
    return;
  }
  python.postMessage({ files: read }, read.map(({ data }) => data));
}

async function inside(entry) {
  if (entry.isFile) {
    const file = await new Promise((found, lost) => entry.file(found, lost));
    Object.defineProperty(file, "path", { value: entry.fullPath.slice(1) });
    return [file];
  }
  const reader = entry.createReader();
  const files = [];
  for (;;) {
    const some = await new Promise((found, lost) => reader.readEntries(found, lost));
    if (!some.length) return files;
    for (const each of some) files.push(...await inside(each));
  }
}

for (const [place, input] of INPUTS.entries()) {
  BUTTONS[place].addEventListener("click", () => input.click());
  input.addEventListener("change", async () => { await check(input.files); input.value = ""; });
}
document.addEventListener("dragover", (event) => { event.preventDefault(); DROP.classList.add("over"); });
document.addEventListener("dragleave", () => DROP.classList.remove("over"));
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  DROP.classList.remove("over");
  // All is asked for at once: what was dropped is gone after the first wait.
  const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
  const things = items.map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry() }));
  try {
    const found = await Promise.all(things.map(({ file, entry }) => (entry?.isDirectory ? inside(entry) : [file])));
    check(found.flat().filter(Boolean));
  } catch {
    // A page opened from a file may not look into a folder that is dropped on it; a button may.
    say("This browser does not open a dropped folder here. Use 'Choose a folder', or drop its files.");
  }
});

function offer(id, name, type, content) {
  document.getElementById(id).addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content()], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
}
offer("save-page", "report.html", "text/html", () => saved.page);
// A spreadsheet reads a CSV as UTF-8 only where it begins with a byte order mark.
offer("save-csv", "findings.csv", "text/csv", () => "\ufeff" + saved.csv);

say("Starting", 0);
const parts = {};
for (const part of document.querySelectorAll(".part")) {
  parts[part.id.replace("part-", "")] = part.textContent;
  part.remove();
}
python.postMessage({ parts });
