using System.Globalization;
using System.Text;

namespace DnnGen.Reporting;

/// <summary>
/// A page of HTML that is well-formed XML too, holds its style and its pictures, runs no script and asks nobody for anything: its
/// own policy forbids it. Every text is escaped here and nowhere else.
/// </summary>
internal sealed class ReportPage
{
    private static readonly string Style = ReadStyle();

    private readonly StringBuilder body = new();
    private readonly List<(string Id, string Title)> sections = [];
    private readonly List<Figure> shown = [];
    private readonly string title;
    private string foot = "";
    private bool inSection;
    private int drawings;

    public ReportPage(string title)
    {
        this.title = title;
    }

    /// <summary>The figures of the page, each once.</summary>
    public IReadOnlyList<Figure> Shown => shown;

    public void Section(string id, string heading)
    {
        if (inSection)
        {
            body.Append("</section>\n");
        }

        inSection = true;
        sections.Add((id, heading));
        body.Append(CultureInfo.InvariantCulture, $"<section id=\"{id}\" aria-labelledby=\"{id}-heading\">\n<h2 id=\"{id}-heading\">{XmlSafe.Escaped(heading)}</h2>\n");
    }

    public void Paragraph(string text) => body.Append(CultureInfo.InvariantCulture, $"<p>{XmlSafe.Escaped(text)}</p>\n");

    public void Warning(string text) => body.Append(CultureInfo.InvariantCulture, $"<p class=\"warning\"><strong>Warning:</strong> {XmlSafe.Escaped(text)}</p>\n");

    public void Preformatted(string text) => body.Append(CultureInfo.InvariantCulture, $"<pre tabindex=\"0\">{XmlSafe.Escaped(text)}</pre>\n");

    public void Facts(IEnumerable<(string Value, string Name)> facts)
    {
        body.Append("<dl class=\"facts\">\n");
        foreach (var (value, name) in facts)
        {
            body.Append(CultureInfo.InvariantCulture, $"<div><dt>{XmlSafe.Escaped(name)}</dt><dd>{XmlSafe.Escaped(value)}</dd></div>\n");
        }

        body.Append("</dl>\n");
    }

    /// <param name="caption">What the table tells.</param>
    /// <param name="heads">The heads of the columns.</param>
    /// <param name="rows">The rows, of which the first cell is the head.</param>
    /// <param name="isText">Whether the cells are words; numbers stand at the right.</param>
    public void Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, bool isText = false)
    {
        string label = XmlSafe.Escaped(caption);
        body.Append(CultureInfo.InvariantCulture, $"<div class=\"wide\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">\n<table{(isText ? " class=\"text\"" : "")}>\n<caption>{label}</caption>\n<thead><tr>");
        foreach (string head in heads)
        {
            body.Append(head.Length == 0 ? "<td></td>" : $"<th scope=\"col\">{XmlSafe.Escaped(head)}</th>");
        }

        body.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            body.Append("<tr>");
            for (int i = 0; i < row.Count; i++)
            {
                body.Append(i == 0 ? $"<th scope=\"row\">{XmlSafe.Escaped(row[i])}</th>" : $"<td>{XmlSafe.Escaped(row[i])}</td>");
            }

            body.Append("</tr>\n");
        }

        body.Append("</tbody>\n</table>\n</div>\n");
    }

    public void Diagram(NetworkDiagram diagram)
    {
        body.Append(CultureInfo.InvariantCulture, $"<figure class=\"diagram\">{diagram.ToElement()}</figure>\n");
        body.Append(CultureInfo.InvariantCulture, $"<details><summary>The diagram as Mermaid text</summary><pre tabindex=\"0\">{XmlSafe.Escaped(diagram.ToMermaid())}</pre></details>\n");
    }

    /// <summary>Shows figures side by side, where the page is wide enough.</summary>
    public void Figures(params IEnumerable<Figure?> figures)
    {
        var all = figures.OfType<Figure>().ToList();
        if (all.Count == 0)
        {
            return;
        }

        body.Append("<div class=\"figures\">\n");
        foreach (var figure in all)
        {
            shown.Add(figure);
            bool isLarge = figure.Panels.Count > 1 || figure.Panels[0] is PicturePanel;
            body.Append(CultureInfo.InvariantCulture, $"<figure{(isLarge ? " class=\"large\"" : "")}>\n<h3>{XmlSafe.Escaped(figure.Title)}</h3>\n");
            if (isLarge)
            {
                body.Append(CultureInfo.InvariantCulture, $"<div class=\"{(figure.Panels[0] is PicturePanel ? "pictures" : "panels")}\">\n");
            }

            foreach (var panel in figure.Panels)
            {
                Panel(figure, panel);
            }

            body.Append(isLarge ? "</div>\n" : "");
            body.Append(CultureInfo.InvariantCulture, $"<figcaption>{XmlSafe.Escaped(figure.Description)}</figcaption>\n</figure>\n");
        }

        body.Append("</div>\n");
    }

    public void Foot(string text) => foot = text;

    public override string ToString()
    {
        var page = new StringBuilder();
        string escaped = XmlSafe.Escaped(title);
        page.Append($"""
            <!DOCTYPE html>
            <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>{escaped}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            <header>
            <h1>{escaped}</h1>
            <nav aria-label="Sections"><ul>
            """.ReplaceLineEndings("\n"));
        foreach (var (id, heading) in sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n<li><a href=\"#{id}\">{XmlSafe.Escaped(heading)}</a></li>");
        }

        page.Append("\n</ul></nav>\n</header>\n<main id=\"content\">\n").Append(body).Append(inSection ? "</section>\n" : "");
        page.Append(CultureInfo.InvariantCulture, $"</main>\n<footer><p>{XmlSafe.Escaped(foot)}</p></footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private void Panel(Figure figure, Panel panel)
    {
        switch (panel)
        {
            case PlotPanel plot:
                string label = plot.Title is null ? figure.Description : $"{figure.Title}: {plot.Title}";
                body.Append(plot.ToSvg().ToElement(string.Create(CultureInfo.InvariantCulture, $"d{++drawings}-"), label)).Append('\n');
                break;
            case PicturePanel picture:
                string caption = XmlSafe.Escaped(picture.Caption), second = picture.Second is null ? "" : $"<br/>{XmlSafe.Escaped(picture.Second)}";
                string frame = picture.Frame is { } colour ? $" style=\"border-color:{colour.ToStringRGB()}\"" : "";
                string alt = XmlSafe.Escaped(picture.Second is null ? picture.Caption : $"{picture.Caption}, {picture.Second}");
                body.Append(CultureInfo.InvariantCulture, $"<div><img src=\"data:image/png;base64,{Convert.ToBase64String(picture.Pixels.ToPng())}\" width=\"{picture.Pixels.Width}\" height=\"{picture.Pixels.Height}\" alt=\"{alt}\"{frame}/><span aria-hidden=\"true\">{caption}{second}</span></div>\n");
                break;
        }
    }

    private static string ReadStyle()
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
    }
}
