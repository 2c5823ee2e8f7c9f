import type { ComponentChildren } from "preact";
import { Icon } from "../ui/Icon";
import "./card.css";

interface CardHeadProps {
  icon: string;
  title: string;
  children?: ComponentChildren;
}

/** A card's first line: what it is about, and the code one would quote. */
export function CardHead({ icon, title, children }: CardHeadProps) {
  return (
    <header class="k-card__head">
      <span class="k-card__icon">
        <Icon path={icon} size={20} />
      </span>
      <div class="k-card__names">
        <h3 class="k-card__title">{title.replaceAll(" · ", "\u00a0· ")}</h3>
        {children && <p class="k-card__sub">{children}</p>}
      </div>
    </header>
  );
}
