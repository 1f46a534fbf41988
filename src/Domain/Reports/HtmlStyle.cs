namespace Claudit.Reports;

/// <summary>The HTML report's style sheet: light or dark as the reader's system is, and black on white on paper.</summary>
internal static class HtmlStyle
{
    // LF on every machine, so that its hash is the same everywhere.
    public static readonly string Sheet = """
        :root {
          color-scheme: light dark;
          --paper: #f6f7f9; --card: #fff; --ink: #1b2330; --soft: #566173; --faint: #8490a3; --line: #dfe3ea; --code: #f2f4f7;
          --accent: #2f5bd7;
          --critical: #b4143c; --critical-tint: #fde8ed; --high: #c2500c; --high-tint: #fdeee1;
          --medium: #8a6a00; --medium-tint: #fbf3d3; --low: #37669a; --low-tint: #e7f0fa;
          --good: #1d7f4e; --good-tint: #e2f5ea;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #11151c; --card: #191f29; --ink: #e6eaf1; --soft: #a9b4c5; --faint: #7c889b; --line: #2b3442; --code: #121721;
            --accent: #8fb0ff;
            --critical: #ff7d99; --critical-tint: #43182a; --high: #ffa366; --high-tint: #42270f;
            --medium: #eccb5e; --medium-tint: #3a3113; --low: #8dbdf2; --low-tint: #1a2f47;
            --good: #6fd6a0; --good-tint: #14382a;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 68rem; background: var(--paper); color: var(--ink);
          font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1, h2, h3, h4, p, ul, ol, dl, dd { margin: 0; padding: 0; }
        h1 { font-size: 2rem; line-height: 1.15; letter-spacing: -.02em; }
        h2 { font-size: 1.3rem; letter-spacing: -.01em; margin-bottom: .9rem; }
        h3 { font-size: 1.02rem; line-height: 1.4; }
        h4 { font-size: .75rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft); }
        a { color: var(--accent); }
        code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
        :not(pre) > code { overflow-wrap: anywhere; }
        header { display: flex; gap: 2.25rem; align-items: center; background: var(--card); border: 1px solid var(--line);
          border-radius: 14px; padding: 1.75rem 2rem; }
        .dialbox { flex: none; width: 11rem; text-align: center; }
        .dialbox p { color: var(--soft); font-size: .85rem; line-height: 1.3; }
        .headline { min-width: 0; }
        .product { color: var(--faint); font-size: .78rem; text-transform: uppercase; letter-spacing: .09em; margin-bottom: .3rem; }
        .posture { margin-top: .7rem; font-size: 1.06rem; color: var(--soft); overflow-wrap: anywhere; }
        .capped { margin-top: .3rem; font-size: .88rem; color: var(--faint); }
        .dial { display: block; width: 100%; }
        .dial circle { fill: none; stroke-width: 13; stroke-linecap: round; }
        .dial text { text-anchor: middle; fill: var(--ink); }
        .dial .figure { font-size: 46px; font-weight: 700; letter-spacing: -.03em; }
        .dial .unit { font-size: 14px; fill: var(--soft); }
        .dial .track { stroke: var(--line); }
        .bar { display: block; width: 7.5rem; height: .5rem; }
        .bar .track { fill: var(--line); }
        .poor .value { stroke: var(--critical); } .fair .value { stroke: var(--high); } .good .value { stroke: var(--good); }
        .bar.poor .value { fill: var(--critical); } .bar.fair .value { fill: var(--high); } .bar.good .value { fill: var(--good); }
        .bar .value { stroke: none; }
        .totals { margin-top: 1.1rem; display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; }
        .totals li { border-radius: 8px; padding: .3rem .8rem; font-size: .9rem; }
        .totals b { font-size: 1.1rem; margin-right: .15rem; }
        .totals .critical, .chip.critical, .count.critical { background: var(--critical-tint); color: var(--critical); }
        .totals .high, .chip.high, .count.high { background: var(--high-tint); color: var(--high); }
        .totals .medium, .chip.medium, .count.medium { background: var(--medium-tint); color: var(--medium); }
        .totals .low, .chip.low, .count.low { background: var(--low-tint); color: var(--low); }
        .totals .zero { background: none; color: var(--faint); outline: 1px solid var(--line); outline-offset: -1px; }
        .chip { display: inline-block; border-radius: 6px; padding: .05rem .5rem; font-size: .78rem; font-weight: 650; line-height: 1.5; }
        .dimensions { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .9rem 1.75rem; list-style: none;
          margin-top: .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.1rem 2rem; }
        .dimensions li { display: grid; font-size: .85rem; line-height: 1.45; color: var(--soft); }
        .dimensions b { color: var(--ink); font-size: 1.05rem; line-height: 1.5rem; margin-bottom: .15rem; font-variant-numeric: tabular-nums; }
        .dimensions .none b { color: var(--faint); font-size: .8rem; font-weight: 500; }
        .dimensions .bar { width: 100%; }
        nav ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(15.5rem, 1fr)); gap: .1rem 1.25rem; margin: 1.4rem .25rem 0;
          padding-left: 1.6rem; font-size: .92rem; }
        nav li::marker { color: var(--faint); }
        nav a { text-decoration: none; color: var(--ink); }
        nav a:hover { color: var(--accent); text-decoration: underline; }
        .count { border-radius: 99px; padding: 0 .45rem; font-size: .76rem; font-weight: 650; }
        section { margin-top: 2.6rem; scroll-margin-top: 1rem; }
        .notice { margin: 1rem 0; padding: .7rem 1rem; border-radius: 10px; background: var(--medium-tint); color: var(--ink);
          border-left: 4px solid var(--medium); overflow-wrap: anywhere; }
        .facts, .legend { display: grid; grid-template-columns: max-content 1fr; gap: .5rem 1.5rem; background: var(--card);
          border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.4rem; }
        .facts dt { color: var(--soft); }
        .facts dd, .legend dd { min-width: 0; overflow-wrap: anywhere; }
        section > h3 { margin: 1.6rem 0 .2rem; }
        .hint, .faint { color: var(--faint); font-size: .9rem; }
        .pipeline { margin-top: .7rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .8rem 1.2rem; overflow-x: auto; }
        .pipeline > svg, .route > svg { display: block; width: 100%; min-width: 54rem; }
        .route { border-top: 1px solid var(--line); padding: .35rem 0; break-inside: avoid; }
        .pipeline text { font-size: 12px; fill: var(--ink); }
        .pipeline .column { font-size: 11px; fill: var(--soft); text-transform: uppercase; letter-spacing: .05em; }
        .pipeline .meter { font-size: 12.5px; font-weight: 650; }
        .pipeline .what { font-size: 11.5px; }
        .pipeline .place { font-size: 10.5px; fill: var(--faint); }
        .stage { fill: var(--low-tint); stroke: var(--low); stroke-width: 1; }
        .stage.missing { fill: none; stroke: var(--faint); stroke-dasharray: 4 4; }
        .arrow { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
        .arrow.missing { stroke: var(--faint); stroke-dasharray: 3 4; }
        .gap { font-size: .85rem; color: var(--soft); overflow-wrap: anywhere; }
        .gap b { color: var(--high); margin-right: .3rem; }
        details { margin-top: .8rem; }
        summary { cursor: pointer; color: var(--soft); font-size: .92rem; }
        .plain { padding: .4rem 0 0 1.2rem; font-size: .9rem; }
        .place { color: var(--soft); }
        .places { display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
        .checks { list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
        .checks li { display: flex; gap: 1rem; padding: .75rem 1.2rem; break-inside: avoid; }
        .checks li + li { border-top: 1px solid var(--line); }
        .checks li > div { min-width: 0; }
        .verdict { flex: none; align-self: start; width: 5.6rem; text-align: center; border-radius: 6px; padding: .12rem 0; margin-top: .1rem;
          font-size: .78rem; font-weight: 650; background: var(--code); color: var(--soft); }
        .verdict.pass { background: var(--good-tint); color: var(--good); }
        .verdict.fail { background: var(--critical-tint); color: var(--critical); }
        .question { font-weight: 550; }
        .note { color: var(--soft); font-size: .92rem; overflow-wrap: anywhere; }
        article { margin-top: 1.1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--faint);
          border-radius: 12px; padding: 1.15rem 1.4rem 1.3rem; scroll-margin-top: 1rem; }
        article.critical { border-left-color: var(--critical); } article.high { border-left-color: var(--high); }
        article.medium { border-left-color: var(--medium); } article.low { border-left-color: var(--low); }
        article:target { outline: 2px solid var(--accent); }
        article h3 { overflow-wrap: anywhere; }
        article .id { color: var(--soft); font-weight: 500; margin: 0 .25rem; }
        .labels { display: flex; flex-wrap: wrap; gap: .2rem 1rem; font-size: .76rem; letter-spacing: .03em; color: var(--faint); margin: .3rem 0 .55rem; }
        .labels code { letter-spacing: 0; font-size: 1em; }
        .code { margin: .5rem 0 0; padding: .7rem 0; background: var(--code); border: 1px solid var(--line); border-radius: 8px;
          overflow-x: auto; font-size: .84rem; line-height: 1.5; tab-size: 4; }
        .code.fix { padding: .7rem 1rem; }
        .code code { font-size: 1em; }
        .line { display: block; padding: 0 1rem 0 4.4rem; }
        .number { display: inline-block; width: 4.4rem; margin-left: -4.4rem; padding-right: 1rem; text-align: right; color: var(--faint); user-select: none; }
        .number::before { content: attr(data-line); }
        .prose { margin-top: .9rem; max-width: 52rem; overflow-wrap: anywhere; }
        .prose p { margin: .15rem 0 .35rem; }
        .prose h4 + p { margin-top: .1rem; }
        .prose p + h4 { margin-top: .75rem; }
        .prose p code, .note code { background: var(--code); border-radius: 4px; padding: .08em .3em; }
        .actions { padding: .4rem 1.4rem .4rem 3rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
        .actions li { padding: .45rem 0 .45rem .3rem; overflow-wrap: anywhere; break-inside: avoid; }
        .actions li::marker { color: var(--faint); font-variant-numeric: tabular-nums; }
        .actions .place { margin-left: .3rem; }
        .legend dt, .legend dd { padding: .1rem 0; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); font-size: .92rem; margin-top: .5rem; }
        th, td { text-align: left; vertical-align: top; padding: .55rem .8rem; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
        thead th { color: var(--soft); font-weight: 550; font-size: .82rem; border-top: 0; }
        tbody th { font-weight: 550; }
        .score th { white-space: nowrap; }
        .right { text-align: right; }
        .figure { font-variant-numeric: tabular-nums; font-weight: 650; white-space: nowrap; }
        .barcell { width: 9rem; padding-top: 1rem; }
        tfoot { font-weight: 650; } tfoot td:last-child { font-weight: 400; }
        footer { margin-top: 3rem; color: var(--faint); font-size: .8rem; overflow-wrap: anywhere; }
        @media (max-width: 44rem) {
          body { padding: 1rem .75rem 3rem; }
          .dimensions { padding: 1rem 1.25rem; }
          header { flex-direction: column; gap: 1rem; padding: 1.25rem; text-align: center; }
          .totals { justify-content: center; }
          .facts, .legend { grid-template-columns: 1fr; gap: .1rem; }
          .facts dd, .legend dd { margin-bottom: .6rem; }
          .checks li { flex-direction: column; gap: .3rem; }
          article { padding: 1rem; }
        }
        @media print {
          :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --faint: #666; --line: #ccc; --code: #f5f5f5; --accent: #000;
            --critical: #b4143c; --critical-tint: #fde8ed; --high: #b0480a; --high-tint: #fdeee1; --medium: #7a5d00; --medium-tint: #fbf3d3;
            --low: #2c5786; --low-tint: #e7f0fa; --good: #17683f; --good-tint: #e2f5ea; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          body { max-width: none; padding: 0 2px; font-size: 10pt; }
          nav { display: none; }
          h2, h3, h4, .labels, .places { break-after: avoid; }
          article { break-inside: auto; }
          .code { white-space: pre-wrap; overflow-wrap: anywhere; }
          .pipeline > svg, .route > svg { min-width: 0; }
          .wide, .pipeline { overflow: visible; }
        }
        """.ReplaceLineEndings("\n");
}
