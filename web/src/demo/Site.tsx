import { useEffect } from "preact/hooks";
import { useTexts } from "../kit/i18n";
import { Footer } from "./Footer";
import { Hero } from "./Hero";
import { Person } from "./Person";
import { Stages } from "./Stages";
import { texts } from "./texts";

export function Site() {
  const text = useTexts(texts);
  useEffect(() => {
    document.title = text.pageTitle;
  }, [text]);
  return (
    <>
      <Hero />
      <main>
        <Stages />
        <Person />
      </main>
      <Footer />
    </>
  );
}
