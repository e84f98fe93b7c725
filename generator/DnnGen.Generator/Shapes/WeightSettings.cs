using System.Globalization;

using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>How the weights of a layer start.</summary>
/// <param name="Kind">The distribution or value.</param>
/// <param name="Scale">Its one number, where it takes one.</param>
internal sealed record WeightStart(Initialization Kind, double Scale);

/// <summary>What large weights add to the cost: L1·Σ|w| + L2·Σ w².</summary>
internal sealed record WeightPenalty(double L1, double L2);

/// <summary>What a layer says of its weights, or the network for all layers that say nothing: how they start, what large ones cost.</summary>
internal static class WeightSettings
{
    /// <summary>The layer with its settings; what is wrong with those that it names itself is told.</summary>
    public static Layer Apply(NetworkDeclaration network, LayerDeclaration declared, Layer layer, List<Problem> problems)
    {
        string who = $"Layer {ShapeInference.Number(layer.Number)} of {network.NameAt(layer.Number)}";
        Check(declared.Init, declared.InitScale, who, name => Place.LayerArgument(layer.Number, name), problems);
        Check(declared.L1, declared.L2, who, name => Place.LayerArgument(layer.Number, name), problems);
        if (layer.Parameters.All(parameter => parameter.Kind != "Weights"))
        {
            return layer;
        }

        var (kind, scale) = declared.Init is { } own ? (own, declared.InitScale) : (network.Init ?? Initialization.Default, network.InitScale);
        double l1 = declared.L1 ?? network.L1 ?? 0, l2 = declared.L2 ?? network.L2 ?? 0;
        return layer with
        {
            Start = kind == Initialization.Default ? null : new(kind, scale ?? 0),
            Penalty = layer.IsFrozen || (l1 == 0 && l2 == 0) ? null : new(l1, l2),
        };
    }

    /// <summary>The same for what the network says.</summary>
    public static void Check(NetworkDeclaration network, List<Problem> problems)
    {
        Check(network.Init, network.InitScale, network.Class.Name, Place.NetworkArgument, problems);
        Check(network.L1, network.L2, network.Class.Name, Place.NetworkArgument, problems);
    }

    private static void Check(Initialization? kind, double? scale, string who, Func<string, Place> place, List<Problem> problems)
    {
        bool takesOne = kind is Initialization.Normal or Initialization.TruncatedNormal or Initialization.Uniform or Initialization.Constant;
        string meaning = kind switch
        {
            Initialization.Uniform => "the bound of its weights on both sides of zero",
            Initialization.Constant => "the value of its weights",
            _ => "the standard deviation of its weights",
        };
        void Add(string argument, string what) => problems.Add(Problem.At(place(argument), Descriptors.InitializationWrongId, who, what));
        if (takesOne && scale is null)
        {
            Add("Init", $"has Init = Initialization.{kind} and no InitScale: write InitScale = …, {meaning}");
        }
        else if (scale is { } number && !takesOne)
        {
            string text = number.ToString("R", CultureInfo.InvariantCulture);
            Add("InitScale", kind is null
                ? $"has InitScale = {text} and no Init: write which, for example Init = Initialization.Normal"
                : $"has InitScale = {text}, and Initialization.{kind} takes none: leave it out, or write Init = Initialization.Normal");
        }
        else if (scale is { } wrong && (double.IsNaN(wrong) || double.IsInfinity(wrong) || (wrong < 0 && kind != Initialization.Constant)))
        {
            Add("InitScale", $"has InitScale = {wrong.ToString("R", CultureInfo.InvariantCulture)}, {meaning}; it must be a finite number{(kind == Initialization.Constant ? "" : ", 0 or more")}");
        }
    }

    private static void Check(double? l1, double? l2, string who, Func<string, Place> place, List<Problem> problems)
    {
        foreach (var (name, value) in new[] { (nameof(WeightPenalty.L1), l1), (nameof(WeightPenalty.L2), l2) })
        {
            if (value is { } number && (!(number >= 0) || double.IsInfinity(number)))
            {
                problems.Add(Problem.At(place(name), Descriptors.PenaltyWrongId, who, name, number.ToString("R", CultureInfo.InvariantCulture)));
            }
        }
    }
}
