/// The frame of every page: one small style sheet, light and dark, nothing from elsewhere and no script.
enum Page {
    static func html(title: String, class name: String = "", body: String) -> String {
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title.htmlEscaped)</title><style>\(style)</style></head>
        <body class="\(name)"><main>
        \(body)
        </main></body></html>

        """
    }

    private static let style = """
        :root{color-scheme:light dark;--line:#8884;--accent:#0684bd}
        body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:2rem 1rem;max-width:72rem}
        body.card{max-width:26rem}body.card main{border:1px solid var(--line);border-radius:.75rem;padding:1.5rem 2rem}
        h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}
        label{display:block;margin:.8rem 0 .2rem}body.card input{width:100%;box-sizing:border-box}
        input,button,select{font:inherit;padding:.4rem .6rem;border:1px solid var(--line);border-radius:.4rem}
        button{cursor:pointer}button.primary{background:var(--accent);color:#fff;border-color:var(--accent)}
        form.inline{display:inline-block;margin:.15rem .5rem .15rem 0}form.inline input{width:9rem}
        .actions{display:flex;gap:.6rem;margin-top:1.4rem}.note{font-size:.9rem;opacity:.75}
        .problem{border-left:.25rem solid #c0392b;padding:.3rem .8rem}.notice{border-left:.25rem solid #2e8b57;padding:.3rem .8rem}
        table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:start;padding:.25rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
        code{font-size:.9em}.scroll{overflow-x:auto}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem}dd{margin:0}
        """
}
