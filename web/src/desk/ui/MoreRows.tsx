import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../kit/ui/Button";
import type { Paging } from "../logic/pages";
import { useText } from "../text";
import "./more-rows.css";

interface MoreRowsProps {
  paging: Paging;
  onMore: () => void;
}

/** Below the last row: the next page comes as soon as this is in sight, or when the button is pressed. */
export function MoreRows({ paging: { next, more }, onMore }: MoreRowsProps) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current || !next) return;
    const watch = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) onMore();
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [next]);
  if (!next) return null;
  return (
    <div ref={place} class="d-more">
      {more === "failed" && <p role="status">{t.more.failed}</p>}
      <Button size="sm" busy={more === "loading"} data-testid="more-rows" onClick={onMore}>
        {more === "failed" ? t.action.retry : t.more.show}
      </Button>
    </div>
  );
}
