using System.Globalization;
using System.Text.RegularExpressions;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Differentiation;
using DnnGen.Generator.Shapes;

namespace DnnGen.Generator.Emission;

/// <summary>What methods call inputs, outputs and labels: x and y of a network with one of each, and their names where there are several.</summary>
internal sealed partial class NetworkEmitter
{
    /// <summary>Stands for the member that a method is handed as a parameter.</summary>
    private const string HandedIn = "";

    private bool HasInputs => shape.Sources.Count > 1;

    private bool HasHeads => shape.Heads.Count > 1;

    /// <summary>x, or image.</summary>
    private string NameOf(NetworkInput input) => HasInputs ? MemberNames.Parameter(input.Name) : "x";

    /// <summary>y, or yDigit.</summary>
    private string NameOf(Head head) => HasHeads ? MemberNames.Labels(head.Name) : "y";

    /// <summary>InputSize, or ImageSize.</summary>
    private string SizeNameOf(NetworkInput input) => HasInputs ? $"{MemberNames.Member(input.Name)}Size" : "InputSize";

    /// <summary>OutputSize, or DigitSize.</summary>
    private string SizeNameOf(Head head) => HasHeads ? $"{MemberNames.Member(head.Name)}Size" : "OutputSize";

    /// <summary>LabelSize, or DigitLabelSize; of labels that are one for each output, the name of their size.</summary>
    private string LabelSizeNameOf(Head head) =>
        !head.LabelsAreClasses ? SizeNameOf(head) : HasHeads ? $"{MemberNames.Member(head.Name)}LabelSize" : "LabelSize";

    /// <summary>The inputs as arguments: x, or image, sensors.</summary>
    private string X => string.Join(", ", shape.Sources.Select(NameOf));

    /// <summary>The labels as arguments: y, or yDigit, yAngle.</summary>
    private string Y => string.Join(", ", shape.Heads.Select(NameOf));

    /// <summary>The inputs as parameters.</summary>
    private string XParameters => string.Join(", ", shape.Sources.Select(input => $"{names.Matrix} {NameOf(input)}"));

    /// <summary>The labels as parameters.</summary>
    private string YParameters => string.Join(", ", shape.Heads.Select(head => $"{names.Matrix} {NameOf(head)}"));

    /// <summary>The inputs as parameters of a public method, with their shapes for the analyzer.</summary>
    private string AnnotatedX => string.Join(", ", shape.Sources.Select(input => $"{ShapeAnnotation(input.Size)} {names.Matrix} {NameOf(input)}"));

    /// <summary>The labels as parameters of a public method, with their shapes for the analyzer.</summary>
    private string AnnotatedY => string.Join(", ", shape.Heads.Select(Annotated));

    private string Annotated(Head head) => $"{ShapeAnnotation(head.Labels)} {names.Matrix} {NameOf(head)}";

    /// <summary>What a pass gives back: one matrix, or all outputs.</summary>
    private string OutputType => HasHeads ? "Outputs" : names.Matrix;

    /// <summary>A name as a message says it, without the @ of a keyword, as a literal.</summary>
    private static string Said(string name) => Literal(name.TrimStart('@'));

    /// <summary>The beginning of a call of a check: the name of what is checked is said where it is not x or y.</summary>
    private string Check(string check, string member, string name) => name is "x" or "y" && !shape.HasSeveral
        ? $"{names.Checks}.{check}({SaidMember(member)}, {name}"
        : $"{names.Runtime("NamedChecks")}.{check}({SaidMember(member)}, {Said(name)}, {name}";

    /// <summary>The name of the network and a method for messages; where the method is handed in, the parameter that has it.</summary>
    private string SaidMember(string member) => member == HandedIn ? "member" : MemberLiteral(member);

    /// <summary>The documentation of the inputs as parameters.</summary>
    /// <param name="words">What follows the size of each.</param>
    private string InputDocs(string words) => string.Join("\n", shape.Sources.Select(input =>
        $"/// <param name=\"{NameOf(input).TrimStart('@')}\">{(HasInputs ? InputInWords(input) : "X")}, {Formulas.Size(input.Size)}{words}.</param>"));

    private static string InputInWords(NetworkInput input) => $"The input \"{input.Name}\"";

    /// <summary>The documentation of the labels as parameters.</summary>
    private string LabelDocs(string words) => string.Join("\n", shape.Heads.Select(head => LabelDoc(head, words)));

    private string LabelDoc(Head head, string words) => $"/// <param name=\"{NameOf(head)}\">{LabelsInWords(head, words)}.</param>";

    /// <summary>Labels in documentation: their size, and what their numbers are.</summary>
    private string LabelsInWords(Head head, string words) =>
        $"Y{(HasHeads ? $" of the output \"{head.Name}\"" : "")}, {Formulas.Size(head.Labels)}: {words}" + (head.LabelsAreClasses ? $", each the number of a class, 0 to {Formulas.Number(head.OutputsOfStep - 1)}" : "");

    /// <summary>Writes the checks that inputs are of their shapes and hold as many examples.</summary>
    private void WriteInputChecks(SourceWriter writer, string member, bool first = true)
    {
        var one = shape.Sources[0];
        foreach (var input in shape.Sources.Skip(first ? 0 : 1))
        {
            string name = NameOf(input), others = input == one ? "" : $", {Said(NameOf(one))}, {NameOf(one)}.Columns";
            writer.Line($"{Check("Input", member, name)}, {SizeNameOf(input)}{others});  // {name} is {Formulas.Size(input.Size)}");
        }
    }

    private void WriteTokenChecks(SourceWriter writer, string member)
    {
        foreach (var input in shape.Sources.Where(input => input.Shape.Kind == TensorKind.Tokens))
        {
            writer.Line($"{Check("Tokens", member, NameOf(input))}, vocabulary: {Formulas.Number(input.Shape.Vocabulary)});  // 0 to {Formulas.Number(input.Shape.Vocabulary - 1)}");
        }
    }

    /// <summary>The check of labels against as many examples: those of the workspace, or of the first input.</summary>
    private string LabelCheck(Head head, string member, bool ofWorkspace)
    {
        string first = NameOf(shape.Sources[0]);
        string examples = ofWorkspace ? "ws" : (shape.HasSeveral ? $"{Said(first)}, " : "") + $"{first}.Columns";
        return head.LabelsAreClasses
            ? $"{Check("ClassLabels", member, NameOf(head))}, {LabelSizeNameOf(head)}, classes: {Formulas.Number(head.OutputsOfStep)}, {examples})"
            : $"{Check("Labels", member, NameOf(head))}, {SizeNameOf(head)}, {examples})";
    }

    /// <summary>The input that a value is.</summary>
    private NetworkInput InputOf(Value value) => shape.Sources.First(input => value.Word.Length == 0 || input.Name == value.Word);

    /// <summary>The head whose labels a value is.</summary>
    private Head HeadOf(Value labels) => shape.Heads.First(head => head.Name == labels.Word);

    /// <summary>The names of inputs in the formulas of a step, where there are several of them.</summary>
    private string InNames(string step) => !HasInputs ? step : string.Join("\n", step.Split('\n').Select(line =>
        line.StartsWith("//", StringComparison.Ordinal) ? InNamesOf(line, MemberNames.Word(shape.Sources[0].Name)) : line));

    /// <summary>X by its name; the columns of the comment stay where they are, as far as there is room.</summary>
    private static string InNamesOf(string comment, string name)
    {
        int length = comment.Length;
        string named = Regex.Replace(comment, @"\bX\b", name);
        int spare = named.Length - length;
        return spare <= 0 ? named : Regex.Replace(named, $@"(?<=\S  ) {{{spare.ToString(CultureInfo.InvariantCulture)}}}(?=\s*\()(?!.*\S   )", "");
    }

    /// <summary>The cost in words; of several outputs, those of each with its weight.</summary>
    private string CostInWords() => HasHeads
        ? string.Join(" + ", plan.Costs.Select(cost => $"{Times(cost.Head)}{Formulas.Name(cost.Head, cost.Kernel)} of {cost.Head.Name}"))
        : Times(plan.Cost.Head) + Formulas.Name(plan.Cost.Head, plan.Cost.Kernel);

    private static string Times(Head head) => head.Weight.Equals(1) ? "" : $"{Formulas.Real(head.Weight)} × ";
}
