import { SecondFactor } from "../sections/administration/subjects/SecondFactor";
import { Button } from "../../kit/ui/Button";
import { resume, signOut } from "../state/account";
import { useText } from "../text";
import { LanguageSwitch } from "../ui/LanguageSwitch";
import { Notices } from "../ui/Notices";
import "../sections/administration/administration.css";
import "./sign-in.css";

/** Where the site wants a second factor: nothing else is open before there is one. */
export function SetUp() {
  const t = useText();
  return (
    <main class="d-sign-in">
      <div class="d-sign-in__bar">
        <LanguageSwitch />
      </div>
      <div class="d-sign-in__card">
        <h1 class="d-sign-in__title">{t.setUp.title}</h1>
        <p class="d-sign-in__lead">{t.setUp.lead}</p>
        <SecondFactor on={false} onChange={() => undefined} onSeen={() => void resume()} />
        <Button look="quiet" onClick={() => void signOut()}>
          {t.menu.signOut}
        </Button>
      </div>
      <Notices />
    </main>
  );
}
