using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace DnnGen.Reporting;

/// <summary>
/// A graph as SVG: the boxes one under the other, a straight arrow where a box reads the one above it, and lines beside the boxes
/// for what lies further up. A box that reads one such box has its line at the right, one that brings several together at the left;
/// lines from the same box at the right, and to the same box at the left, run together. Long lines lie further outside than short ones.
/// </summary>
internal sealed class DiagramDrawing
{
    private const float TitleSize = 14;
    private const float DetailSize = 12;
    private const float BlockSize = 11;
    private const float LineHeight = 18;
    private const float Padding = 12;
    private const float ArrowLength = 22;
    private const float Margin = 8;

    /// <summary>The most width of a text; longer ones take several lines.</summary>
    private const float MostText = 280;

    /// <summary>From the frame of a block to what is in it, at its sides and below, and above, where its name stands.</summary>
    private const float FrameSide = 8;
    private const float FrameHead = 20;

    /// <summary>From the boxes to the first lane, and between two lanes where there is room for it.</summary>
    private const float LaneStart = 16;
    private const float LaneGap = 11;

    /// <summary>The width of all lanes of one side; where there are many, they are closer to each other.</summary>
    private const float MostLanes = 110;
    private const float Corner = 5;

    /// <summary>Where texts may be broken: between parts, between numbers, between words.</summary>
    private static readonly string[] Breaks = [" · ", ", ", " "];

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly IReadOnlyList<DiagramBox> boxes;
    private readonly List<Line> lines;
    private readonly (string Text, float Size)[][] texts;
    private readonly float[] tops;
    private readonly float[] bottoms;
    private readonly List<Frame> frames = [];
    private readonly float left;
    private readonly float boxWidth;
    private readonly XElement root = new(Svg + "svg", new XAttribute("role", "img"), new XAttribute("font-family", "'DejaVu Sans', Verdana, sans-serif"));

    private DiagramDrawing(NetworkGraph graph)
    {
        boxes = graph.Boxes;
        texts = [.. boxes.Select(box => box.Details.Select(detail => (Text: detail, Size: DetailSize)).Prepend((Text: box.Title, Size: TitleSize))
            .SelectMany(text => Broken(text.Text, text.Size).Select(line => (Text: line, text.Size))).ToArray())];

        // The name of a block stands at the left of the arrow that comes into it.
        boxWidth = texts.SelectMany(box => box).Select(line => Measure(line.Text, line.Size) + (2 * Padding) + 8)
            .Concat(boxes.SelectMany(box => box.Blocks).Distinct().Select(block => 2 * (Measure(block, BlockSize) + 6))).Max();
        (tops, bottoms) = (new float[boxes.Count], new float[boxes.Count]);
        float below = Stack();
        lines = LinesOf(boxes);
        foreach (bool atRight in (ReadOnlySpan<bool>)[false, true])
        {
            PlaceLines(atRight);
        }

        float frameRoom = FrameSide * boxes.Max(box => box.Blocks.Count);
        left = Margin + frameRoom + Lanes(atRight: false);
        Width = left + boxWidth + frameRoom + Lanes(atRight: true) + Margin;
        Height = below + Margin;
        frames.ForEach(Draw);
        for (int i = 0; i < boxes.Count; i++)
        {
            if (i > 0 && boxes[i].Reads.Contains(i - 1))
            {
                DrawArrow(bottoms[i - 1], tops[i]);
            }
        }

        lines.ForEach(Draw);
        for (int i = 0; i < boxes.Count; i++)
        {
            Draw(i);
        }

        root.SetAttributeValue("viewBox", $"0 0 {Number(Width)} {Number(Height)}");
    }

    private float Width { get; }

    private float Height { get; }

    /// <summary>Draws a graph.</summary>
    public static (XElement Root, float Width, float Height) Draw(NetworkGraph graph)
    {
        var drawing = new DiagramDrawing(graph);
        return (drawing.root, drawing.Width, drawing.Height);
    }

    /// <summary>A number as it stands in the file.</summary>
    public static string Number(float value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The lines for all that is not right above its reader, without their places.</summary>
    private static List<Line> LinesOf(IReadOnlyList<DiagramBox> boxes)
    {
        var lines = new List<Line>();
        for (int i = 0; i < boxes.Count; i++)
        {
            int[] above = [.. boxes[i].Reads.Where(read => read < i - 1)];
            if (above.Length > 0 && boxes[i].Reads.Count > 1)
            {
                lines.Add(new(AtRight: false, [.. above], [i]));
            }
            else if (above.Length > 0)
            {
                var same = lines.Find(line => line.AtRight && line.From[0] == above[0]);
                if (same is null)
                {
                    lines.Add(new(AtRight: true, [above[0]], [i]));
                }
                else
                {
                    same.To.Add(i);
                }
            }
        }

        return lines;
    }

    private static List<string> Broken(string text, float size, int by = 0)
    {
        if (by == Breaks.Length || Measure(text, size) <= MostText)
        {
            return [text];
        }

        var broken = new List<string>();
        string line = "";
        foreach (string part in text.Split(Breaks[by]))
        {
            if (line.Length > 0 && Measure(line + Breaks[by] + part, size) > MostText)
            {
                // A comma stays where it is; a dot or a space between two lines is not missed.
                broken.AddRange(Broken(line + (Breaks[by] == ", " ? "," : ""), size, by + 1));
                line = part;
            }
            else
            {
                line = line.Length == 0 ? part : line + Breaks[by] + part;
            }
        }

        broken.AddRange(Broken(line, size, by + 1));
        return broken;
    }

    private static float Measure(string text, float size)
    {
        using var font = Panel.Font(text, size);
        return font.MeasureText(text);
    }

    /// <summary>Gives every box and every frame its height and its place below those before.</summary>
    private float Stack()
    {
        float y = Margin;
        var open = new Stack<(string Name, int Depth, float Top)>();
        for (int i = 0; i < boxes.Count; i++)
        {
            var blocks = boxes[i].Blocks;
            int common = i == 0 ? 0 : blocks.Zip(boxes[i - 1].Blocks).TakeWhile(pair => pair.First == pair.Second).Count();
            Close(common);
            y += i == 0 ? 0 : ArrowLength;
            foreach (string block in blocks.Skip(common))
            {
                open.Push((block, open.Count, y));
                y += FrameHead;
            }

            tops[i] = y;
            y += (2 * Padding) + (LineHeight * texts[i].Length) - 8;
            bottoms[i] = y;
        }

        Close(0);
        return y;

        void Close(int depth)
        {
            while (open.Count > depth)
            {
                y += FrameSide;
                var (name, level, top) = open.Pop();
                frames.Add(new(name, level, top, y));
            }
        }
    }

    /// <summary>Gives the lines of one side their places at the boxes and their lanes.</summary>
    private void PlaceLines(bool atRight)
    {
        var own = lines.Where(line => line.AtRight == atRight).ToList();
        for (int i = 0; i < boxes.Count; i++)
        {
            // What comes in comes from above, and stands above what goes out; of that, the longest, whose lane is the outermost, comes first.
            int box = i;
            Line[] at = [.. own.Where(line => line.To.Contains(box)), .. own.Where(line => line.From.Contains(box)).OrderByDescending(line => line.To[^1])];
            for (int k = 0; k < at.Length; k++)
            {
                at[k].Places[box] = tops[box] + ((bottoms[box] - tops[box]) * (k + 1) / (at.Length + 1));
            }
        }

        var placed = new List<Line>();
        foreach (var line in own.OrderBy(line => line.Bottom - line.Top))
        {
            line.Lane = placed.Where(other => other.Top <= line.Bottom && line.Top <= other.Bottom).Select(other => other.Lane + 1).DefaultIfEmpty(0).Max();
            placed.Add(line);
        }
    }

    /// <summary>The room that the lanes of one side take.</summary>
    private float Lanes(bool atRight) => lines.Where(line => line.AtRight == atRight).Select(line => LaneStart + (line.Lane * Gap(atRight)) + 4).DefaultIfEmpty(0).Max();

    /// <summary>Between two lanes of one side.</summary>
    private float Gap(bool atRight) => Math.Min(LaneGap, MostLanes / Math.Max(1, lines.Where(line => line.AtRight == atRight).Max(line => line.Lane)));

    private void Draw(Frame frame)
    {
        // From the innermost blocks anywhere, so that frames at the same depth are of the same width.
        float side = FrameSide * (boxes.Max(box => box.Blocks.Count) - frame.Depth);
        root.AddFirst(
            new XElement(
                Svg + "rect",
                new XAttribute("x", Number(left - side)),
                new XAttribute("y", Number(frame.Top)),
                new XAttribute("width", Number(boxWidth + (2 * side))),
                new XAttribute("height", Number(frame.Bottom - frame.Top)),
                new XAttribute("rx", "8"),
                new XAttribute("fill", "currentColor"),
                new XAttribute("fill-opacity", "0.035"),
                new XAttribute("stroke", "currentColor"),
                new XAttribute("stroke-opacity", "0.3"),
                new XAttribute("stroke-dasharray", "4 3")),
            Text(frame.Name, left, frame.Top + 14, BlockSize, "start"));
    }

    private void Draw(int i)
    {
        var box = boxes[i];
        string? learns = box.Learns ? FigureStyle.Colour(0).ToStringRGB() : null;
        root.Add(new XElement(
            Svg + "rect",
            new XAttribute("x", Number(left)),
            new XAttribute("y", Number(tops[i])),
            new XAttribute("width", Number(boxWidth)),
            new XAttribute("height", Number(bottoms[i] - tops[i])),
            new XAttribute("rx", "6"),
            new XAttribute("fill", learns ?? "currentColor"),
            new XAttribute("fill-opacity", box.Learns ? "0.12" : "0.04"),
            new XAttribute("stroke", learns ?? "currentColor"),
            new XAttribute("stroke-opacity", box.Learns ? "0.9" : "0.35")));
        float baseline = tops[i] + Padding + 11;
        foreach (var (text, size) in texts[i])
        {
            root.Add(Text(text, left + (boxWidth / 2), baseline, size, "middle"));
            baseline += LineHeight;
        }
    }

    private void DrawArrow(float from, float tip)
    {
        float middle = left + (boxWidth / 2);
        root.Add(Stroke($"M{Number(middle)} {Number(from + 2)}V{Number(tip - 7)}M{Number(middle - 5)} {Number(tip - 9)}L{Number(middle)} {Number(tip - 2)}L{Number(middle + 5)} {Number(tip - 9)}"));
    }

    /// <summary>A line out of its boxes, down its lane and into its readers; as one path, so that what runs together is not darker.</summary>
    private void Draw(Line line)
    {
        float sign = line.AtRight ? 1 : -1, edge = line.AtRight ? left + boxWidth : left;
        float lane = edge + (sign * ((FrameSide * boxes.Max(box => box.Blocks.Count)) + LaneStart + (line.Lane * Gap(line.AtRight))));
        var path = new StringBuilder();
        foreach (float y in line.From.Select(box => line.Places[box]))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{Number(edge + (sign * 2))} {Number(y)}H{Number(lane - (sign * Corner))}Q{Number(lane)} {Number(y)} {Number(lane)} {Number(y + Corner)}");
        }

        path.Append(CultureInfo.InvariantCulture, $"M{Number(lane)} {Number(line.Top + Corner)}V{Number(line.Bottom - Corner)}");
        foreach (float y in line.To.Select(box => line.Places[box]))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{Number(lane)} {Number(y - Corner)}Q{Number(lane)} {Number(y)} {Number(lane - (sign * Corner))} {Number(y)}H{Number(edge + (sign * 3))}");
            path.Append(CultureInfo.InvariantCulture, $"M{Number(edge + (sign * 8))} {Number(y - 4)}L{Number(edge + (sign * 2))} {Number(y)}L{Number(edge + (sign * 8))} {Number(y + 4)}");
        }

        root.Add(Stroke(path.ToString()));
    }

    private static XElement Stroke(string path) => new(
        Svg + "path",
        new XAttribute("d", path),
        new XAttribute("fill", "none"),
        new XAttribute("stroke", "currentColor"),
        new XAttribute("stroke-width", "1.5"),
        new XAttribute("stroke-opacity", "0.6"));

    private static XElement Text(string text, float x, float y, float size, string anchor) => new(
        Svg + "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("font-size", Number(size)),
        new XAttribute("text-anchor", anchor),
        new XAttribute("fill", "currentColor"),
        XmlSafe.Text(text));

    /// <summary>A block around boxes.</summary>
    private sealed record Frame(string Name, int Depth, float Top, float Bottom);

    /// <summary>A line beside the boxes: from one of them to all that read it, or from several to the one that brings them together.</summary>
    private sealed record Line(bool AtRight, List<int> From, List<int> To)
    {
        /// <summary>Where it meets its boxes.</summary>
        public Dictionary<int, float> Places { get; } = [];

        /// <summary>How far outside it runs, from 0.</summary>
        public int Lane { get; set; }

        public float Top => Places[From[0]];

        public float Bottom => Places[To[^1]];
    }
}
