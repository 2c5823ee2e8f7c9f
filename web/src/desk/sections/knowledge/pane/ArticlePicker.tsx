import { useEffect, useState } from "preact/hooks";
import { useLanguage } from "../../../../kit/i18n";
import { SEARCH } from "../../../../kit/icons";
import type { ArticleRow } from "../../../../kit/api/types";
import { Icon } from "../../../../kit/ui/Icon";
import { Modal } from "../../../ui/Modal";
import { fetchArticles } from "../api";
import { titleIn } from "../list/titles";
import { useText } from "../text";

const TYPING_MS = 180;
const AT_MOST = 8;

interface PickerProps {
  label: string;
  onPick: (key: string) => void;
  onClose: () => void;
}

/** Finds one article by a word of it. */
export function ArticlePicker({ label, onPick, onClose }: PickerProps) {
  const t = useText().knowledge;
  const language = useLanguage();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<ArticleRow[] | null>(null);

  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const list = await fetchArticles("all", words.trim()).catch(() => null);
      if (current) setFound(list?.articles.slice(0, AT_MOST) ?? []);
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [words]);

  return (
    <Modal label={label} onClose={onClose} class="n-picker">
      <h2>{label}</h2>
      <label class="d-find">
        <Icon path={SEARCH} size={16} />
        <input type="text" autofocus value={words} placeholder={t.question.pick} aria-label={t.question.pick} data-testid="pick-search" onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <ul class="n-picker__list">
        {found?.map((article) => (
          <li key={article.key}>
            <button type="button" class="n-picker__one" data-testid="pick" data-key={article.key} onClick={() => onPick(article.key)}>
              {titleIn(article.title, language) || article.key}
            </button>
          </li>
        ))}
      </ul>
      {found?.length === 0 && <p class="n-picker__none">{t.question.pickNone}</p>}
    </Modal>
  );
}
