/** Pictures on their way to the server, one after the other, and the previews of those that are there. */
import type { StoredFile } from "../../kit/api/forms";
import { Store } from "../../kit/store";
import { type FileProblem, PDF, problemOf, refuse } from "../files";
import type { FormServer } from "./server";
import { thumbnail } from "./thumbnail";

export interface Upload {
  id: number;
  /** Who it is for: a field, or one row of it. */
  slot: string;
  file: File;
  preview: string | null;
  /** 0 to 1. */
  share: number;
  problem: FileProblem | null;
}

interface Job {
  upload: Upload;
  done: (file: StoredFile) => void;
  abort: AbortController;
}

export class Uploads {
  readonly state = new Store<Upload[]>([]);
  /** Previews by the id of the stored file. */
  readonly previews = new Store<Record<string, string | null>>({});
  #jobs = new Map<number, Job>();
  #asked = new Set<string>();
  #count = 0;
  #busy = false;

  constructor(
    private readonly server: FormServer,
    private readonly stored: (file: StoredFile) => void,
  ) {}

  get pending(): boolean {
    return this.state.value.some((upload) => upload.problem === null);
  }

  add(slot: string, file: File, options: { pdf?: boolean; done: (file: StoredFile) => void }): void {
    const id = ++this.#count;
    const upload: Upload = { id, slot, file, preview: null, share: 0, problem: refuse(file, options) };
    this.#jobs.set(id, { upload, done: options.done, abort: new AbortController() });
    this.state.set([...this.state.value, upload]);
    if (upload.problem) return;
    void thumbnail(file).then((preview) => this.#change(id, { preview }));
    void this.#run();
  }

  retry(id: number): void {
    this.#change(id, { problem: null, share: 0 });
    void this.#run();
  }

  discard(id: number): void {
    this.#jobs.get(id)?.abort.abort();
    this.#jobs.delete(id);
    this.state.set(this.state.value.filter((upload) => upload.id !== id));
  }

  /** The server forgets a picture in its own time; the answer no longer names it either way. */
  remove(fileId: string): void {
    void this.server.removeFile(fileId).catch(() => undefined);
  }

  /** Fetch the preview of a picture that was sent earlier, once. */
  preview(file: StoredFile): void {
    if (this.#asked.has(file.id) || file.id in this.previews.value || file.media_type === PDF) return;
    this.#asked.add(file.id);
    void this.server
      .picture(file.url)
      .then(thumbnail)
      .catch(() => null)
      .then((preview) => this.previews.patch({ [file.id]: preview }));
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#next(); next; next = this.#next()) await this.#send(next);
    this.#busy = false;
  }

  #next(): Job | undefined {
    const waiting = this.state.value.find((upload) => upload.problem === null);
    return waiting && this.#jobs.get(waiting.id);
  }

  async #send({ upload: { id, file }, done, abort }: Job): Promise<void> {
    try {
      const stored = await this.server.sendFile(file, (share) => this.#change(id, { share }), abort.signal);
      const preview = this.state.value.find((upload) => upload.id === id)?.preview;
      if (preview) this.previews.patch({ [stored.id]: preview });
      this.discard(id);
      this.stored(stored);
      done(stored);
    } catch (error) {
      this.#change(id, { problem: problemOf(error) });
    }
  }

  #change(id: number, changes: Partial<Upload>): void {
    this.state.set(this.state.value.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)));
  }
}
