import { useTexts } from "../kit/i18n";
import { Logo } from "./Logo";
import { texts } from "./texts";

export function Footer() {
  const text = useTexts(texts);
  return (
    <footer class="la-footer">
      <p class="la-footer__brand">
        <Logo size={24} />
        {text.brand}
      </p>
      <p>{text.footer}</p>
      <p>{text.footerMade}</p>
    </footer>
  );
}
