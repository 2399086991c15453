import { describe, expect, test } from "vitest";
import { growth, tooMuch } from "../../../../../test/growth.ts";
import { cleanStoryContent } from "./clean-story.ts";

function html(raw: string): string {
  return cleanStoryContent(raw).html.replace(/\n/g, "");
}

describe("classic content", () => {
  test("empty lines part paragraphs, line ends are breaks", () => {
    expect(html("One\ntwo\r\n\r\nThree")).toBe("<p>One<br>two</p><p>Three</p>");
  });

  test("formatting that spans paragraphs goes on in each", () => {
    expect(html("<em>One\n\ntwo</em> three")).toBe("<p><em>One</em></p><p><em>two</em> three</p>");
  });

  test("lines inside pre stay as they are, brackets and all", () => {
    expect(cleanStoryContent("a\n<pre>x [gallery]\n\n  y</pre>\nb").html).toBe(
      "<p>a</p>\n<pre>x [gallery]\n\n  y</pre>\n<p>b</p>",
    );
  });

  test("a block inside a paragraph ends it", () => {
    expect(html("<p>One<ul><li>a<li>b</ul>two")).toBe("<p>One</p><ul><li>a</li><li>b</li></ul><p>two</p>");
  });

  test("two breaks in a row part paragraphs", () => {
    expect(html("One<br><br />two")).toBe("<p>One</p><p>two</p>");
  });

  test("what word processors leave is removed, what it meant is kept", () => {
    const raw = `<div class="x"><font face="Arial"><span style="font-weight:bold">Bold</span> <span>plain</span></font>
<p>&nbsp;&nbsp;</p><p style="color:red" onclick="x()" id="y">Text&nbsp;&nbsp; more</p><b> </b></div>`;
    expect(html(raw)).toBe("<p><strong>Bold</strong> plain</p><p>Text more</p>");
  });

  test("a single no-break space is typography and stays", () => {
    expect(html("Vraiment&nbsp;!")).toBe("<p>Vraiment\u00a0!</p>");
  });

  test("an address alone on its line becomes a link", () => {
    expect(html("See:\n\nhttps://film.example/watch?v=1&t=2")).toBe(
      '<p>See:</p><p><a href="https://film.example/watch?v=1&amp;t=2">https://film.example/watch?v=1&amp;t=2</a></p>',
    );
  });

  test("headings start at h2 and go no deeper than h4", () => {
    expect(html("<h1>A</h1><h2>B</h2><h6>C</h6>")).toBe("<h2>A</h2><h3>B</h3><h4>C</h4>");
    expect(html("<h3>A</h3><h5>B</h5>")).toBe("<h2>A</h2><h4>B</h4>");
  });

  test("tables keep their structure, layout tables don't", () => {
    expect(html('<table width=9><tr><th colspan="2">A<tr><td>b<td>c</table>')).toBe(
      '<table><tr><th colspan="2">A</th></tr><tr><td>b</td><td>c</td></tr></table>',
    );
    expect(html("<table><tr><td>Only <b>this</b></td></tr></table>")).toBe("<p>Only <b>this</b></p>");
  });

  test("stray items and cells get the list or table they lack", () => {
    expect(html("<li>a</li><li>b</li>")).toBe("<ul><li>a</li><li>b</li></ul>");
    expect(html("<ul><li>a</li><ul><li>b</li></ul></ul>")).toBe("<ul><li>a<ul><li>b</li></ul></li></ul>");
  });
});

describe("links", () => {
  test.each([
    ["https://a.example/?x=1&amp;y=2", '<p><a href="https://a.example/?x=1&amp;y=2">t</a></p>'],
    ["/about", '<p><a href="/about">t</a></p>'],
    ["mailto:desk@a.example", '<p><a href="mailto:desk@a.example">t</a></p>'],
    ["//a.example/x", '<p><a href="https://a.example/x">t</a></p>'],
    ["www.a.example", '<p><a href="http://www.a.example">t</a></p>'],
    ["javascript:alert(1)", "<p>t</p>"],
    ["java&#10;script:alert(1)", "<p>t</p>"],
    ["data:text/html,x", "<p>t</p>"],
    ["#note", "<p>t</p>"],
    ["/\\evil.example", "<p>t</p>"],
    ["", "<p>t</p>"],
  ])("%s", (href, expected) => {
    expect(html(`<a class="x" target="_blank" href="${href}">t</a>`)).toBe(expected);
  });

  test("relative ones are resolved if the story's address is known", () => {
    const cleaning = { baseUrl: "https://a.example/2014/story/" };
    expect(cleanStoryContent('<a href="../map.html">t</a>', cleaning).html).toBe(
      '<p><a href="https://a.example/2014/map.html">t</a></p>',
    );
  });
});

describe("pictures", () => {
  const img =
    '<img class="alignleft wp-image-12" src="https://a.example/pier-300x200.jpg" alt="The pier" width="300" height="200">';

  test("stand between paragraphs and lose their link, whose full size is remembered", () => {
    const story = cleanStoryContent(
      `Before <b>bold <a href="https://a.example/pier.jpg">${img}</a> still</b> after`,
    );
    expect(story.html).toBe(
      '<p>Before <b>bold</b></p>\n<figure data-image="0"></figure>\n<p><b>still</b> after</p>',
    );
    expect(story.images).toEqual([
      {
        url: "https://a.example/pier-300x200.jpg",
        alt: "The pier",
        caption: "",
        width: 300,
        height: 200,
        attachmentId: 12,
        fullUrl: "https://a.example/pier.jpg",
      },
    ]);
  });

  test.each([
    ["a figure", `<figure class="wp-block-image">${img}<figcaption>At <em>dawn</em></figcaption></figure>`],
    [
      "an old caption",
      `[caption id="attachment_12" align="left" width="300" caption="At dawn"]${img}[/caption]`,
    ],
    ["a caption", `[caption id="attachment_12" width="300"]<a href="/x">${img}</a> At dawn[/caption]`],
    ["a caption as HTML", `<div class="wp-caption">${img}<p class="wp-caption-text">At dawn</p></div>`],
  ])("take the caption of %s", (_, raw) => {
    const story = cleanStoryContent(`One\n\n${raw}\n\ntwo`);
    expect(story.html).toBe('<p>One</p>\n<figure data-image="0"></figure>\n<p>two</p>');
    expect(story.images[0]).toMatchObject({ caption: "At dawn", attachmentId: 12 });
  });

  test("part caption and credit where the caption says so", () => {
    const story = cleanStoryContent(
      `<figure>${img}<figcaption>At dawn (Photo: A. Berg)</figcaption></figure>`,
    );
    expect(story.images[0]).toMatchObject({ caption: "At dawn", credit: "A. Berg" });
  });

  test("of a gallery come in order, from the library if it is known", () => {
    const attachment = (id: number) =>
      id === 4 ? { url: "https://a.example/4.jpg", alt: "Four", caption: "" } : undefined;
    const story = cleanStoryContent('[gallery ids="4,5"] [gallery]', { attachment, attachedIds: [4] });
    expect(story.images.map((image) => [image.attachmentId, image.url])).toEqual([
      [4, "https://a.example/4.jpg"],
      [5, ""],
      [4, "https://a.example/4.jpg"],
    ]);
    expect(story.html.match(/<figure/g)).toHaveLength(3);
  });

  test("that count readers, show a smile or have no address are no figures", () => {
    const story = cleanStoryContent(
      'Hi <img src="https://a.example/smilies/x.gif" alt=":)"> <img src="https://s.example/1" width="1" height="1"><img src="data:image/png;base64,x">',
    );
    expect(story).toMatchObject({
      html: "<p>Hi :)</p>",
      images: [],
      mended: { "picture-without-address": 1 },
    });
  });

  test("that load late are found", () => {
    const raw =
      '<img src="data:image/gif;base64,x" data-src="https://a.example/l.jpg"><noscript><img src="https://a.example/l.jpg"></noscript>';
    expect(cleanStoryContent(raw).images).toHaveLength(1);
  });
});

describe("what other sites and scripts put in", () => {
  test("scripts, styles and forms go with all they hold", () => {
    const story = cleanStoryContent(
      "a<script>if (x < 1) alert('</p>')</script><style>p{}</style><form><p>b</p><input></form>c",
    );
    expect(story).toMatchObject({ html: "<p>ac</p>", mended: { script: 2, form: 1 } });
  });

  test.each([
    [
      '<iframe src="//www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
      "https://www.youtube.com/watch?v=abcdefghijk",
    ],
    [
      '<object><param name="movie" value="https://vimeo.com/moogaloop.swf?clip_id=77"><embed src="x"></object>',
      "https://vimeo.com/77",
    ],
    ["[youtube abcdefghijk]", "https://www.youtube.com/watch?v=abcdefghijk"],
    ["[embed width=3]https://a.example/e[/embed]", "https://a.example/e"],
    ["[dewplayer:https://a.example/s.mp3]", "https://a.example/s.mp3"],
    [
      '<!-- wp:embed {"url":"https://a.example/e"} --><figure class="wp-block-embed"><div>\nhttps://a.example/e\n</div></figure><!-- /wp:embed -->',
      "https://a.example/e",
    ],
    ['<!-- wp:core-embed/youtube {"url":"https://a.example/e"} /-->', "https://a.example/e"],
  ])("a player becomes a link: %s", (raw, address) => {
    expect(html(raw)).toBe(`<p><a href="${address}">${address}</a></p>`);
  });

  test("films, sounds and files become links with the file's name", () => {
    expect(
      html(
        '<figure class="wp-block-video"><video controls src="https://a.example/a%20b.mp4"></video></figure>',
      ),
    ).toBe('<p><a href="https://a.example/a%20b.mp4">a b.mp4</a></p>');
    expect(
      html(
        '<div class="wp-block-file"><a href="/f.pdf">Report</a><a href="/f.pdf" class="wp-block-file__button" download>Download</a></div>',
      ),
    ).toBe('<p><a href="/f.pdf">Report</a></p>');
  });
});

describe("shortcodes", () => {
  test.each([
    ['[box type="note"]Read <b>this</b>[/box]', "<p>Read <b>this</b></p>"],
    ["[contact-form-7]", ""],
    ["He wrote [sic] and [...] and [1]", "<p>He wrote [sic] and [...] and [1]</p>"],
    ["Use [[gallery]] for it", "<p>Use [gallery] for it</p>"],
    ["a[0] = b[i]; [unclosed", "<p>a[0] = b[i]; [unclosed</p>"],
    ['<a href="/x?a[b]=[gallery]">t</a>', '<p><a href="/x?a[b]=[gallery]">t</a></p>'],
    ["[sourcecode lang='js']if (a < b) [x][/sourcecode]", "<pre><code>if (a &lt; b) [x]</code></pre>"],
  ])("%s", (raw, expected) => {
    expect(html(raw)).toBe(expected);
  });
});

describe("block markup", () => {
  test("becomes plain HTML, and its line ends mean nothing", () => {
    const raw = `<!-- wp:columns {"a":"b"} -->
<div class="wp-block-columns"><!-- wp:column -->
<div class="wp-block-column"><!-- wp:paragraph -->
<p>One
two</p>
<!-- /wp:paragraph --></div>
<!-- /wp:column --></div>
<!-- /wp:columns -->

<!-- wp:spacer --><div style="height:9px" class="wp-block-spacer"></div><!-- /wp:spacer -->
<!-- wp:separator --><hr class="wp-block-separator"/><!-- /wp:separator -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Said</p><cite>Ida</cite></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:buttons --><div><div class="wp-block-button"><a class="wp-block-button__link" href="/join">Join</a></div><div class="wp-block-button"><a class="wp-block-button__link">Dead</a></div></div><!-- /wp:buttons -->
<!-- wp:verse --><pre class="wp-block-verse">roses
red</pre><!-- /wp:verse -->`;
    expect(html(raw)).toBe(
      '<p>One two</p><hr><blockquote><p>Said</p><p><cite>Ida</cite></p></blockquote><p><a href="/join">Join</a></p><p>roses<br>red</p>',
    );
  });

  test("between blocks, classic writing keeps its paragraphs", () => {
    expect(
      html("Old\n\nwords\n<!-- wp:paragraph -->\n<p>New\nwords</p>\n<!-- /wp:paragraph -->\nmore\nlines"),
    ).toBe("<p>Old</p><p>words</p><p>New words</p><p>more<br>lines</p>");
  });
});

describe("the excerpt", () => {
  test("is the editor's own, if there is one", () => {
    expect(cleanStoryContent("Body", { excerpt: "<p>Short &amp; sweet</p>" }).excerpt).toBe("Short & sweet");
  });

  test("is else the beginning, without headings and addresses, cut between words", () => {
    const { excerpt } = cleanStoryContent(
      `<h2>Head</h2>https://a.example/v\n\n${"seventeen words ".repeat(40)}`,
    );
    expect(excerpt).toMatch(/^seventeen words .* (seventeen|words)…$/);
    expect(excerpt.length).toBeLessThanOrEqual(301);
  });
});

describe("hostile content", () => {
  test.each([
    ["deep nesting", "<div><b>"],
    ["closing tags without opening ones", "</b></x>"],
    ["opening brackets", '[a b="'],
    ["shortcodes without end", "[caption]"],
    ["code without end", "<pre "],
    ["comments without end", "<!-- wp:x "],
    ["no-break spaces", "&nbsp;"],
    ["nested lists", "<ul><li>"],
  ])("of %s is read in time that grows with its length", (_, unit) => {
    const make = (length: number) => unit.repeat(Math.ceil(length / unit.length));
    expect(cleanStoryContent(make(2000)).html.length).toBeLessThan(8000);
    expect(growth(make, 12_000, cleanStoryContent)).toBeLessThan(tooMuch);
  });
});
