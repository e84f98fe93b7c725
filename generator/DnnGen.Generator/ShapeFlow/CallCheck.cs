using System.Collections.Immutable;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>
/// One call of a method or operator: what its annotations mean for these arguments, whether the arguments keep them, and
/// what is known of the result.
/// </summary>
internal sealed class CallCheck(FlowContext context, Evaluator evaluator, IOperation call)
{
    // Whether an argument was found wrong: what follows from it is not told again.
    private bool broken;

    /// <summary>An argument: the parameter it is for, where it stands and what is known of it.</summary>
    internal sealed record Passed(IParameterSymbol Parameter, IOperation Source, ShapeValue? Value, Annotation? Annotation);

    /// <summary>An operator on matrices.</summary>
    public ShapeValue? Operator(IMethodSymbol method, ImmutableArray<IOperation> operands, ImmutableArray<ShapeValue?> values)
    {
        var signature = context.Annotations.Of(method);
        var passed = method.Parameters.Select((parameter, i) =>
            new Passed(parameter, operands[i], values[i], signature.Parameters[i])).ToList();
        return Check(method, signature, null, passed);
    }

    /// <summary>A call of a method.</summary>
    public ShapeValue? Invocation(IInvocationOperation invocation, ShapeValue? instance, ShapeValue?[] values)
    {
        var method = invocation.TargetMethod;
        if (OfSpan(method, instance, invocation, values) is { } span)
        {
            return span;
        }

        if (method.MethodKind == MethodKind.DelegateInvoke && instance is FunctionValue { Method: var called } && called.Parameters.Length == method.Parameters.Length)
        {
            // The method behind the delegate may promise more than the delegate does.
            var promise = context.SignatureOf(called).Or(context.Annotations.Of(method));
            return Check(called, promise, null, Pass(invocation.Arguments, values, promise, called));
        }

        var signature = context.Annotations.Of(method);
        var passed = Pass(invocation.Arguments, values, signature);
        if (invocation.Instance is { } source && context.Annotations.OfReceiver(method) is { } receiver)
        {
            passed.Insert(0, new(method.ContainingType.ExtensionParameter!, source, instance, receiver));
        }

        var result = Check(method, signature, instance, passed);
        CheckReshape(method, instance, passed);
        CheckNetworkCall(method, passed, wrong: broken);
        if (IsStepByStep(method))
        {
            CheckGradient(method, passed);
            return StepByStep.Result(method, passed) ?? result;
        }

        return method is { Name: "CreateWorkspace", Parameters.Length: 1 } && context.Types.IsNetwork(method.ContainingType) && context.Types.IsWorkspace(method.ReturnType)
            ? evaluator.NewWorkspace((passed.FirstOrDefault()?.Value as NumberValue)?.Number, call)
            : result;
    }

    /// <summary>The creation of an object: a span, an empty matrix, or a type with an annotated constructor.</summary>
    public ShapeValue? Creation(IObjectCreationOperation creation, ShapeValue?[] values)
    {
        if (context.Types.IsMatrix(creation.Type) && creation.Arguments.IsEmpty)
        {
            return new MatrixValue(Dimension.Of(0), Dimension.Of(0));
        }

        if (context.Types.IsSpan(creation.Type))
        {
            return values switch
            {
                [SpanValue whole] => whole,
                [_, _, NumberValue length] => new SpanValue(length.Number),
                _ => null,
            };
        }

        if (creation.Constructor is { } constructor)
        {
            var signature = context.Annotations.Of(constructor);
            Check(constructor, signature, null, Pass(creation.Arguments, values, signature));
        }

        return null;
    }

    /// <summary>Whether a value certainly breaks an annotation.</summary>
    public static bool Breaks(Annotation annotation, ShapeValue value, IReadOnlyDictionary<string, Dimension> names) => value switch
    {
        MatrixValue matrix when annotation.Columns is { } columns =>
            Breaks(annotation.Rows, matrix.Rows, names) || Breaks(columns, matrix.Columns, names),
        SpanValue span when annotation.Columns is null => Breaks(annotation.Rows, span.Length, names),
        _ => false,
    };

    /// <summary>An annotation with the names that are known put in.</summary>
    public static string Show(Annotation annotation, IReadOnlyDictionary<string, Dimension> names)
    {
        var rows = annotation.Rows.Evaluate(names);
        return annotation.Columns is { } columns
            ? $"({rows?.InShape ?? annotation.Rows.ToString()} × {columns.Evaluate(names)?.InShape ?? columns.ToString()})"
            : rows?.ToString() ?? annotation.Rows.ToString();
    }

    private static bool Breaks(DimensionExpression expected, Dimension? actual, IReadOnlyDictionary<string, Dimension> names) => expected is Choice choice
        ? choice.Options.All(option => Dimension.Differ(option.Evaluate(names), actual))
        : Dimension.Differ(expected.Evaluate(names), actual);

    private static List<Passed> Pass(ImmutableArray<IArgumentOperation> arguments, ShapeValue?[] values, Signature signature, IMethodSymbol? called = null)
    {
        var passed = new List<Passed>();
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Parameter is { } parameter)
            {
                // What the method itself puts in for a missing argument is its own affair.
                bool promised = parameter.Ordinal < signature.Parameters.Length && arguments[i].ArgumentKind != ArgumentKind.DefaultValue;
                parameter = called is null ? parameter : called.Parameters[parameter.Ordinal];
                passed.Add(new(parameter, arguments[i].Value, values[i], promised ? signature.Parameters[parameter.Ordinal] : null));
            }
        }

        // Arguments may be named in any order; the parameters say which comes first.
        passed.Sort((left, right) => left.Parameter.Ordinal.CompareTo(right.Parameter.Ordinal));
        return passed;
    }

    private ShapeValue? Check(IMethodSymbol method, Signature signature, ShapeValue? instance, List<Passed> passed)
    {
        if (signature.IsEmpty && passed.All(argument => argument.Annotation is null))
        {
            return null;
        }

        var names = Names(method, instance, passed, signature.Return);
        var inOrder = IsStepByStep(method) ? StepByStep.Order(passed) : passed;
        foreach (var argument in inOrder.Where(argument => argument.Annotation is not null && argument.Parameter.RefKind != RefKind.Out))
        {
            var own = Bind(argument, names);
            if (evaluator.Reports)
            {
                context.Inference?.Require(evaluator.Owner, argument.Annotation!, argument.Value, names, argument.Source);
            }

            if (evaluator.Reports && argument.Value is { } value && Breaks(argument.Annotation!, value, names))
            {
                broken = true;
                Report(method, signature, instance, argument, value, names, own, passed, Mend(method, instance, argument, passed));
            }
        }

        if (signature.Return is not { } result)
        {
            return IsPass(method) && SymbolEqualityComparer.Default.Equals(method.ReturnType.ContainingType, method.ContainingType)
                ? MemberRules.Returned(method.ReturnType, property => context.Annotations.Of(property)?.ValueOf(names, $"{Member(method)}, {property.Name}"))
                : null;
        }

        return result.ValueOf(names, context.Types.IsNetwork(method.ContainingType) ? Member(method) : null);
    }

    /// <summary>What the names of a signature stand for before the matrices are looked at: whole numbers, constants, the receiver.</summary>
    private Dictionary<string, Dimension> Names(IMethodSymbol method, ShapeValue? instance, List<Passed> passed, Annotation? returned = null)
    {
        var names = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        if (instance is MatrixValue matrix)
        {
            if (matrix.Rows is { } rows)
            {
                names["Rows"] = rows;
            }

            if (matrix.Columns is { } columns)
            {
                names["Columns"] = columns;
            }
        }

        foreach (var argument in passed)
        {
            if (argument.Value is NumberValue number)
            {
                names[argument.Parameter.Name] = number.Number;
            }
        }

        foreach (string name in passed.Select(argument => argument.Annotation).Append(returned).SelectMany(annotation => annotation?.Names ?? []))
        {
            if (!names.ContainsKey(name) && FlowContext.SizeNamed(context.Types.NetworkOf(method.ContainingType), name) is { } constant)
            {
                names[name] = constant;
            }
        }

        return names;
    }

    /// <summary>A name that stands alone takes the size of the first argument that has it; these names.</summary>
    private static List<string> Bind(Passed argument, Dictionary<string, Dimension> names)
    {
        var taken = new List<string>();
        Take(argument.Annotation!.Rows, argument.Value switch
        {
            MatrixValue matrix => matrix.Rows,
            SpanValue span => span.Length,
            _ => null,
        });
        Take(argument.Annotation.Columns, (argument.Value as MatrixValue)?.Columns);
        return taken;

        void Take(DimensionExpression? expression, Dimension? size)
        {
            if (expression is Name { Text: var name } && size is not null && !names.ContainsKey(name))
            {
                names[name] = size;
                taken.Add(name);
            }
        }
    }

    /// <summary>The names without those that stand for nothing but what this very argument happens to be: (12288 × m), not (12288 × 209).</summary>
    private static Dictionary<string, Dimension> KnownElsewhere(Annotation annotation, Dictionary<string, Dimension> names, List<string> own)
    {
        var known = new Dictionary<string, Dimension>(names, StringComparer.Ordinal);
        foreach (string name in own.Where(name => annotation.Names.Count(other => other == name) == 1))
        {
            known.Remove(name);
        }

        return known;
    }

    /// <summary>What the code fixes are told of a wrong argument; what the other arguments say holds where they are right themselves.</summary>
    private ImmutableDictionary<string, string?> Mend(IMethodSymbol method, ShapeValue? instance, Passed argument, List<Passed> passed)
    {
        var names = Names(method, instance, passed);
        foreach (var other in passed.Where(other => other != argument && other.Annotation is not null))
        {
            if (other.Value is not { } value || !Breaks(other.Annotation!, value, names))
            {
                Bind(other, names);
            }
        }

        return Mends.Of(argument.Annotation!, argument.Value!, names);
    }

    private void Report(
        IMethodSymbol method,
        Signature signature,
        ShapeValue? instance,
        Passed argument,
        ShapeValue value,
        Dictionary<string, Dimension> names,
        List<string> own,
        List<Passed> passed,
        ImmutableDictionary<string, string?> mend)
    {
        var annotation = argument.Annotation!;
        var place = argument.Source.Syntax.GetLocation();
        string member = Member(method);
        if (IsPass(method))
        {
            context.Report(NetworkArgument(member, argument, value, names, passed, mend));
        }
        else if (IsLibrary(method) && value is SpanValue data && signature.Return is { Columns: { } columns } matrix)
        {
            context.Report(Diagnostic.Create(
                Descriptors.DataLengthDiffers, place, mend, DataLength(data.Length, matrix.Rows.Evaluate(names), columns.Evaluate(names), annotation.Rows.Evaluate(names))));
        }
        else if (IsLibrary(method) && method.Name is "op_Multiply" or "Multiply" && passed is [{ Value: MatrixValue left }, { Value: MatrixValue right }, ..])
        {
            context.Report(Diagnostic.Create(
                Descriptors.InnerDimensionsDiffer,
                call.Syntax.GetLocation(),
                Mends.Product(left, right),
                ShapeSentences.InnerDimensions(left.ToString(), right.ToString(), Sentences.Text(left.Columns), Sentences.Text(right.Rows))));
        }
        else if (IsLibrary(method))
        {
            string? broadcast = method.Name switch
            {
                "op_Addition" or "Add" => "Sum",
                "op_Subtraction" or "Subtract" => "Difference",
                _ => null,
            };
            var first = instance ?? passed.FirstOrDefault(other => other.Value is MatrixValue)?.Value;
            string expected = first is null || ReferenceEquals(first, value) ? Show(annotation, names) : first.ToString();
            var where = method.MethodKind == MethodKind.UserDefinedOperator ? call.Syntax.GetLocation() : place;
            context.Report(Diagnostic.Create(
                Descriptors.ElementWiseDiffers,
                where,
                mend,
                broadcast is null
                    ? ShapeSentences.ElementWise(method.Name, expected, value.ToString())
                    : ShapeSentences.Broadcast(broadcast, expected, value.ToString(), Sentences.InShape((first as MatrixValue)?.Rows))));
        }
        else if (IsStepByStep(method))
        {
            context.Report(Diagnostic.Create(
                Descriptors.AnnotationBroken, place, mend, StepByStep.Sentence(method, argument, Show(annotation, names))));
        }
        else
        {
            context.Report(Diagnostic.Create(
                Descriptors.AnnotationBroken,
                place,
                mend,
                ShapeSentences.Broken(ShapeSentences.Takes(member, argument.Parameter.Name, Show(annotation, KnownElsewhere(annotation, names, own))), Sentences.Shape(value))));
        }
    }

    private static Diagnostic NetworkArgument(string member, Passed argument, ShapeValue value, Dictionary<string, Dimension> names, List<Passed> passed, ImmutableDictionary<string, string?> mend)
    {
        var place = argument.Source.Syntax.GetLocation();
        var annotation = argument.Annotation!;
        var rows = annotation.Rows.Evaluate(names);
        if (value is SpanValue span)
        {
            string what = argument.Parameter.Type.Name == "Span" ? "output" : "feature";
            return Diagnostic.Create(
                Descriptors.SpanLengthDiffers,
                place,
                mend,
                ShapeSentences.WrongSpan(member, argument.Parameter.Name, Sentences.Text(span.Length), Sentences.Text(rows), what));
        }

        var matrix = (MatrixValue)value;
        bool labels = IsOfLabels(argument.Parameter);
        if (Dimension.Differ(rows, matrix.Rows))
        {
            string name = argument.Parameter.Name + (matrix.From is { } from ? $" from {from}" : "");
            return labels
                ? Diagnostic.Create(Descriptors.LabelRowsDiffer, place, mend, TakesClassNumbers(argument.Parameter)
                    ? ShapeSentences.WrongClassNumbers(member, name, matrix.ToString(), Sentences.Text(rows))
                    : ShapeSentences.WrongLabels(member, name, matrix.ToString(), Sentences.Text(rows)))
                : Diagnostic.Create(Descriptors.FeaturesDiffer, place, Mends.With(mend, MendProperties.SwapFits, Swapped(argument, passed, names)), ShapeSentences.WrongFeatures(member, name, matrix.ToString(), Sentences.Text(rows)));
        }

        var x = passed.FirstOrDefault(other => other.Annotation is { Columns: not null });
        var examples = (x?.Value as MatrixValue)?.Columns;
        return Diagnostic.Create(
            Descriptors.ExampleCountsDiffer,
            place,
            Mends.Examples(examples, matrix.Columns),
            ShapeSentences.ExampleCounts(member, Sentences.Text(examples), Sentences.Text(matrix.Columns), x?.Parameter.Name ?? "x", argument.Parameter.Name));
    }

    /// <summary>Whether the forward pass of a network takes x alone, and not inputs by their names.</summary>
    private static bool TakesX(INamedTypeSymbol network) =>
        network.GetMembers("Forward").OfType<IMethodSymbol>().Any(forward => forward.Parameters is [{ Name: "x" }, _]);

    /// <summary>Whether the labels of a network are numbers of classes: such a network says how many of them an example has.</summary>
    private static bool TakesClassNumbers(IParameterSymbol labels) => HasConstant(labels, $"{labels.Name.Substring(1)}LabelSize");

    /// <summary>Whether a parameter takes labels: y, or yDigit of the output digit.</summary>
    private static bool IsOfLabels(IParameterSymbol parameter) =>
        parameter.Name == "y" || (parameter.Name.Length > 1 && parameter.Name[0] == 'y' && HasConstant(parameter, $"{parameter.Name.Substring(1)}Size"));

    private static bool HasConstant(IParameterSymbol parameter, string name) =>
        parameter.ContainingType?.GetMembers(name).Any(member => member is IFieldSymbol { IsConst: true }) == true;

    /// <summary>Whether x and y of a network were passed in each other's place.</summary>
    private static bool Swapped(Passed argument, List<Passed> passed, Dictionary<string, Dimension> names) =>
        argument is { Parameter.Name: "x", Value: MatrixValue x, Annotation: { } features }
        && passed.FirstOrDefault(other => other.Parameter.Name == "y") is { Value: MatrixValue y, Annotation: { } labels }
        && Mends.Same(labels.Rows.Evaluate(names), x.Rows)
        && Mends.Same(features.Rows.Evaluate(names), y.Rows)
        && !Dimension.Differ(x.Columns, y.Columns);

    /// <summary>The gradient that goes back through a layer has the shape that came out of it.</summary>
    private void CheckGradient(IMethodSymbol method, List<Passed> passed)
    {
        if (evaluator.Reports
            && StepByStep.Gradient(method, passed) is { } expected
            && passed[0].Value is MatrixValue gradient
            && (Dimension.Differ(expected.Rows, gradient.Rows) || Dimension.Differ(expected.Columns, gradient.Columns)))
        {
            context.Report(Diagnostic.Create(
                Descriptors.AnnotationBroken, passed[0].Source.Syntax.GetLocation(), StepByStep.Sentence(method, passed[0], expected.ToString())));
        }
    }

    private void CheckReshape(IMethodSymbol method, ShapeValue? instance, List<Passed> passed)
    {
        if (evaluator.Reports
            && method.Name == "Reshape"
            && context.Types.IsMatrix(method.ContainingType)
            && instance is MatrixValue { Rows: { } rows, Columns: { } columns }
            && passed is [{ Value: NumberValue newRows }, { Value: NumberValue newColumns }]
            && Dimension.Multiply(rows, columns) is { } length
            && Dimension.Multiply(newRows.Number, newColumns.Number) is { } wanted
            && Dimension.Differ(length, wanted))
        {
            context.Report(Diagnostic.Create(
                Descriptors.DataLengthDiffers, call.Syntax.GetLocation(), Mends.Length(wanted, length), DataLength(length, newRows.Number, newColumns.Number, wanted)));
        }
    }

    private static string DataLength(Dimension length, Dimension? rows, Dimension? columns, Dimension? product) =>
        ShapeSentences.DataLength(Sentences.Text(length), Sentences.InShape(rows), Sentences.InShape(columns), Sentences.Text(product));

    /// <summary>What a network takes besides matrices: a workspace for so many examples, a learning rate.</summary>
    private void CheckNetworkCall(IMethodSymbol method, List<Passed> passed, bool wrong)
    {
        if (!evaluator.Reports || !context.Types.IsNetwork(method.ContainingType))
        {
            return;
        }

        foreach (var argument in passed)
        {
            if (argument.Parameter.Name == "learningRate" && NotPositive(argument.Source))
            {
                context.Report(Diagnostic.Create(
                    Descriptors.LearningRateNotPositive,
                    argument.Source.Syntax.GetLocation(),
                    ShapeSentences.LearningRate(Member(method), "the learning rate", Sentences.Number(argument.Source.ConstantValue.Value))));
            }
            else if (argument.Value is WorkspaceValue fresh && NeedsForward(method) && evaluator.HoldsNoForward(fresh))
            {
                context.Report(Diagnostic.Create(
                    Descriptors.NoForward, argument.Source.Syntax.GetLocation(), ShapeSentences.NoForward(Member(method), several: !TakesX(method.ContainingType))));
            }
            else if (argument.Value is WorkspaceValue { BatchSize: { } batchSize }
                && passed.FirstOrDefault(other => other.Annotation is { Columns: not null }) is { Value: MatrixValue { Columns: { } examples } } first
                && !wrong
                && Dimension.Subtract(examples, batchSize)?.Constant is > 0)
            {
                context.Report(Diagnostic.Create(
                    Descriptors.WorkspaceTooSmall,
                    argument.Source.Syntax.GetLocation(),
                    Mends.Workspace(examples, batchSize),
                    ShapeSentences.WorkspaceTooSmall(Member(method), examples.ToString(), batchSize.ToString(), first.Parameter.Name)));
            }
        }
    }

    /// <summary>Whether a method of a network reads the forward pass of a workspace, and does no more with the workspace.</summary>
    public static bool NeedsForward(IMethodSymbol method) =>
        (method.Name is "Backward" or "Cost" || method.Name.StartsWith("CostOf", StringComparison.Ordinal))
        && method.Parameters is { Length: > 1 } parameters && parameters[parameters.Length - 1].Type.Name == "Workspace";

    /// <summary>Whether a number is certainly no learning rate: zero, negative, infinite or not a number.</summary>
    public static bool NotPositive(IOperation source) => source.ConstantValue is { HasValue: true, Value: var constant } && constant switch
    {
        double number => !(number > 0) || double.IsPositiveInfinity(number),
        float number => !(number > 0) || float.IsPositiveInfinity(number),
        int number => number <= 0,
        _ => false,
    };

    /// <summary>Whether a method is one of the generated passes of a network, not one that the user has added to the class.</summary>
    private bool IsPass(IMethodSymbol method) =>
        context.Types.IsNetwork(method.ContainingType)
        && (method.Name is "Forward" or "Cost" or "Backward" or "TrainStep" or "Predict" or "Fit" or "CheckGradients" or "Evaluate" or "StackInputs" or "StackLabels"
            || method.Name.StartsWith("CostOf", StringComparison.Ordinal));

    private bool IsStepByStep(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Types.Functional);

    /// <summary>The member as the exception of the same check names it: through the common contract it is still the network's.</summary>
    private string Member(IMethodSymbol method) =>
        context.Types.NetworkOf(method.ContainingType) is { } network && !SymbolEqualityComparer.Default.Equals(network, method.ContainingType)
            ? $"{network.Name}.{method.Name}"
            : Sentences.Member(method);

    private bool IsLibrary(IMethodSymbol method) =>
        context.Types.IsMatrix(method.ContainingType) || SymbolEqualityComparer.Default.Equals(method.ContainingType, context.Types.Operations);

    /// <summary>Slices and views of spans and arrays, which are not this library's to annotate.</summary>
    private SpanValue? OfSpan(IMethodSymbol method, ShapeValue? instance, IInvocationOperation invocation, ShapeValue?[] values)
    {
        var numbers = values.OfType<NumberValue>().Select(number => number.Number).ToList();
        if (context.Types.IsSpan(method.ContainingType) && method.Name == "Slice" && instance is SpanValue span && numbers.Count == values.Length)
        {
            return Slice(span, numbers);
        }

        return method is { Name: "AsSpan", ContainingType.Name: "MemoryExtensions" } && values is [SpanValue whole, ..] && numbers.Count == values.Length - 1
            ? Slice(whole, numbers)
            : null;
    }

    private static SpanValue? Slice(SpanValue span, List<Dimension> numbers) => numbers switch
    {
        [] => span,
        [var start] => Dimension.Subtract(span.Length, start) is { } rest ? new SpanValue(rest) : null,
        [_, var length] => new SpanValue(length),
        _ => null,
    };
}
