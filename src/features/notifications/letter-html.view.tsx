import type { JSX } from "preact";
import { renderPage } from "../../platform/html/render.ts";
import { assertNever } from "../../platform/lib/assert-never.ts";
import type { Block, Letter, Paper } from "./letter.ts";

/** A letter as HTML: a table, styles in the elements, no picture, nothing to load. */
export function letterHtml(letter: Letter, paper: Paper): string {
  return renderPage(<LetterPage letter={letter} paper={paper} />);
}

// Colours are those of the pages. Programs that know nothing of the dark read the elements' own, the others this.
const dark = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-decoration: underline; }
@media (prefers-color-scheme: dark) {
  .paper { background: #131514 !important; }
  .ink { color: #e8eae5 !important; }
  .ink3 { color: #9aa29d !important; }
  .rule { border-color: #c6ccc6 !important; }
  .hair { border-color: #343a37 !important; }
  .below { background: #162019 !important; }
  .below3 { color: #9db0a1 !important; }
  .reader { color: #a3d3ac !important; }
  .do { background: #a3d3ac !important; }
  .do a { color: #0d1a11 !important; }
}
@media (max-width: 480px) { .edge { padding-left: 20px !important; padding-right: 20px !important; } }
`;

interface Faces {
  serif: string;
  sans: string;
  line: string;
}

function facesOf(language: string): Faces {
  return /^(?:ar|ckb|fa|ur)\b/.test(language)
    ? {
        serif: "'Noto Naskh Arabic', 'Geeza Pro', 'Traditional Arabic', 'Times New Roman', serif",
        sans: "'Vazirmatn', 'Noto Sans Arabic', 'Segoe UI', Tahoma, Arial, sans-serif",
        line: "1.75",
      }
    : {
        serif: "'Iowan Old Style', Charter, Georgia, 'Times New Roman', serif",
        sans: "'Helvetica Neue', Helvetica, Arial, sans-serif",
        line: "1.5",
      };
}

function LetterPage({ letter, paper }: { letter: Letter; paper: Paper }): JSX.Element {
  const faces = facesOf(paper.language);
  const { serif, sans, line } = faces;
  return (
    <html lang={paper.language} dir={paper.direction}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{letter.subject}</title>
        <style
          // Our own, above.
          dangerouslySetInnerHTML={{ __html: dark }}
        />
      </head>
      <body class="paper" dir={paper.direction} style="margin:0;padding:0;background:#fefefc">
        <div style="display:none;max-height:0;overflow:hidden">{letter.preview}</div>
        <Table class="paper" style="background:#fefefc">
          <td align="center" style="padding:0">
            <Table style="max-width:600px">
              <td
                class="edge"
                dir={paper.direction}
                style={`padding:28px 32px 40px;text-align:${start(paper)}`}
              >
                <p
                  class="ink rule"
                  style={`margin:0;padding:0 0 10px;border-bottom:2px solid #141817;font:400 22px/1.3 ${serif};color:#141817`}
                >
                  {paper.site}
                </p>
                <h1 class="ink" style={`margin:26px 0 14px;font:700 27px/1.3 ${serif};color:#141817`}>
                  {letter.heading}
                </h1>
                {letter.blocks.map((block, index) => (
                  <BlockHtml key={index} block={block} faces={faces} paper={paper} />
                ))}
                <p
                  class="ink3 hair"
                  style={`margin:36px 0 0;padding:14px 0 0;border-top:1px solid #cfd3ce;font:400 13px/${line} ${sans};color:#59615d`}
                >
                  {letter.why}
                </p>
                {letter.links.length > 0 && (
                  <p class="ink3" style={`margin:8px 0 0;font:400 13px/2 ${sans};color:#59615d`}>
                    {letter.links.map(({ label, href }, index) => (
                      <>
                        {index > 0 && " · "}
                        <a class="ink3" href={href} style="color:#59615d">
                          {label}
                        </a>
                      </>
                    ))}
                  </p>
                )}
              </td>
            </Table>
          </td>
        </Table>
      </body>
    </html>
  );
}

// Old programs don't know "start".
const start = ({ direction }: Paper) => (direction === "rtl" ? "right" : "left");

function Table(props: { class?: string; style: string; children: JSX.Element }): JSX.Element {
  return (
    <table
      role="presentation"
      class={props.class}
      width="100%"
      cellPadding="0"
      cellSpacing="0"
      style={`border-collapse:collapse;${props.style}`}
    >
      <tbody>
        <tr>{props.children}</tr>
      </tbody>
    </table>
  );
}

interface BlockProps {
  block: Block;
  faces: Faces;
  paper: Paper;
}

function BlockHtml({ block, faces, paper }: BlockProps): JSX.Element {
  const { serif, sans, line } = faces;
  switch (block.is) {
    case "text":
      return (
        <p class="ink" style={`margin:0 0 14px;font:400 17px/${line} ${sans};color:#141817`}>
          {block.text}
        </p>
      );
    case "button":
      return (
        <table
          role="presentation"
          cellPadding="0"
          cellSpacing="0"
          style="margin:22px 0;border-collapse:collapse"
        >
          <tbody>
            <tr>
              <td class="do" style="background:#18502f">
                <a
                  href={block.href}
                  style={`display:inline-block;padding:13px 22px;font:600 16px/1.35 ${sans};color:#ffffff;text-decoration:none`}
                >
                  {block.label}
                </a>
              </td>
            </tr>
          </tbody>
        </table>
      );
    case "link":
      return (
        <p style={`margin:0 0 14px;font:400 16px/${line} ${sans}`}>
          <a class="reader" href={block.href} style="color:#18502f">
            {block.label}
          </a>
        </p>
      );
    case "story":
      return (
        <h2
          class="ink hair"
          style={`margin:26px 0 12px;padding:10px 0 0;border-top:1px solid #cfd3ce;font:700 19px/1.35 ${serif};color:#141817`}
        >
          <a class="ink" href={block.href} dir="auto" style="color:#141817;text-decoration:none">
            {block.headline}
          </a>
        </h2>
      );
    case "saying":
      return <SayingHtml block={block} faces={faces} paper={paper} />;
    default:
      return assertNever(block);
  }
}

type SayingProps = Omit<BlockProps, "block"> & { block: Extract<Block, { is: "saying" }> };

/** Readers' words stand on green. */
function SayingHtml({ block, faces: { sans, line }, paper }: SayingProps): JSX.Element {
  return (
    <Table class="below" style="margin:0 0 12px;background:#e6eddb">
      <td style={`padding:14px 16px;text-align:${start(paper)}`}>
        {block.byline && (
          <p class="below3" style={`margin:0 0 6px;font:600 14px/1.4 ${sans};color:#4f5a4d`}>
            {block.byline}
          </p>
        )}
        {block.answers && (
          <p class="below3" dir="auto" style={`margin:0 0 8px;font:400 14px/${line} ${sans};color:#4f5a4d`}>
            › {block.answers}
          </p>
        )}
        <p class="ink" dir="auto" style={`margin:0;font:400 16px/${line} ${sans};color:#141817`}>
          {block.text}
        </p>
        {block.link && (
          <p style={`margin:8px 0 0;font:400 14px/1.4 ${sans}`}>
            <a class="reader" href={block.link.href} style="color:#18502f">
              {block.link.label}
            </a>
          </p>
        )}
      </td>
    </Table>
  );
}
