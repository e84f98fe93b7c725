using DnnGen.Generator.Collections;
using DnnGen.Generator.Declaration;
using DnnGen.Generator.Diagnostics;

namespace DnnGen.Generator.Shapes;

/// <summary>What is wrong with a block whatever comes in: names that are not there, settings out of their range.</summary>
internal static class BlockCheck
{
    /// <summary>Inputs of every kind, with sizes that fit what is right.</summary>
    private static readonly TensorShape[] Probes = [TensorShape.Vector(5040), TensorShape.Image(5040, 64, 64), TensorShape.Sequence(64, 5040)];

    /// <param name="block">The name of the block.</param>
    /// <param name="declared">Its layers.</param>
    /// <param name="unknown">The indices of those that have sizes which are not known.</param>
    public static IEnumerable<Problem> Check(string block, List<LayerDeclaration> declared, HashSet<int> unknown)
    {
        var problems = new List<Problem>();
        var list = declared.Prepend(new InputDeclaration(Probes[0])).ToEquatableArray();
        var names = new NamedOutputs(list, _ => block, problems);
        names.Add(0, Block.Input, Probes[0]);
        for (int number = 1; number < list.Count; number++)
        {
            foreach (var (name, argument) in NamesIn(list[number]))
            {
                names.Find(number, name, argument);
            }

            names.Add(number, list[number].Name, Probes[0]);
            if (!unknown.Contains(number - 1))
            {
                problems.AddRange(WrongWhateverComesIn(block, number, list[number]));
            }
        }

        // A block has no input among its attributes: its first layer is the first of them.
        return problems.Select(problem => problem with { Place = problem.Place.IsOfLayer ? problem.Place with { Index = problem.Place.Index - 1 } : problem.Place });
    }

    /// <summary>The names that a layer refers to, and the arguments that say them.</summary>
    private static IEnumerable<(string Name, string Argument)> NamesIn(LayerDeclaration layer) => layer switch
    {
        CombineDeclaration combine => combine.Others.Select((name, argument) => (name, ShapeInference.Number(argument))),
        BranchDeclaration branch => [(branch.Other, "0")],
        DenseDeclaration { Tied: { } tied } => [(tied, nameof(DenseDeclaration.Tied))],
        _ => [],
    };

    private static IEnumerable<Problem> WrongWhateverComesIn(string block, int number, LayerDeclaration layer)
    {
        if (layer is CombineDeclaration or BranchDeclaration or UseDeclaration)
        {
            return [];
        }

        return Probes.Select(input =>
        {
            var found = new List<Problem>();
            new LayerInference(block, number, input, isLast: false, found).Infer(layer, Activation.ReLU);
            return found.Where(problem => problem.Id is Descriptors.SizeNotPositiveId or Descriptors.OutOfRangeId);
        }).Aggregate((first, second) => first.Count() >= second.Count() ? first : second);
    }
}
