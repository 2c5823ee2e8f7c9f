import { linkPieces } from "./links";
import { type Block, blocksOf, boldRuns } from "./markdown";
import "./body-text.css";

function Words({ text }: { text: string }) {
  return (
    <>
      {linkPieces(text).map((piece) =>
        "href" in piece ? (
          // Mail and phone are programs of their own: no empty tab for them.
          <a href={piece.href} title={piece.href} target={piece.href.startsWith("http") ? "_blank" : undefined} rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          boldRuns(piece.text).map((run) => (run.bold ? <strong>{run.text}</strong> : run.text))
        ),
      )}
    </>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === "text") return <Words text={block.lines} />;
  const items = block.items.map((item) => (
    <li>
      <Words text={item} />
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

/** A message's words: line breaks, bold and lists kept, addresses clickable, everything else plain text in its own direction. */
export function BodyText({ text, lang }: { text: string; lang?: string }) {
  return (
    <div class="k-body-text" lang={lang} dir="auto">
      {blocksOf(text).map((block) => (
        <Part block={block} />
      ))}
    </div>
  );
}
