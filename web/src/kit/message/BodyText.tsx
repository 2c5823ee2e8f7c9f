import { linkPieces } from "./links";
import "./body-text.css";

/** A message's words: line breaks kept, addresses clickable, everything else plain text. */
export function BodyText({ text, lang }: { text: string; lang?: string }) {
  return (
    <div class="k-body-text" lang={lang}>
      {linkPieces(text).map((piece) =>
        "href" in piece ? (
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            {piece.text}
          </a>
        ) : (
          piece.text
        ),
      )}
    </div>
  );
}
