/** The number of unread messages in front of the page's title, also while the page changes its own title. */

const MARK = /^\(\d+\+?\) /;

export const unmarked = (title: string): string => title.replace(MARK, "");

export const marked = (title: string, unread: string): string => (unread ? `(${unread}) ` : "") + unmarked(title);

export class TitleMark {
  private unread = "";
  private readonly watch = new MutationObserver(() => this.write());

  /** `unread` as it is shown, "" for none. */
  show(unread: string): void {
    if (unread === this.unread) return;
    this.unread = unread;
    this.watch.disconnect();
    // A page may also put another title element in place.
    if (unread) this.watch.observe(document.head, { childList: true, characterData: true, subtree: true });
    this.write();
  }

  private write(): void {
    const title = marked(document.title, this.unread);
    if (title !== document.title) document.title = title;
  }
}
