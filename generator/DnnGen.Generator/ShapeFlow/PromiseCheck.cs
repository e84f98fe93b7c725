using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;

namespace DnnGen.Generator.ShapeFlow;

/// <summary>Whether what a method returns, and what a field or property is given, keeps its annotation.</summary>
internal sealed class PromiseCheck(FlowContext context, bool report)
{
    /// <summary>A value that a method returns.</summary>
    public void Returned(IMethodSymbol method, IOperation returned, ShapeValue? value)
    {
        if (report)
        {
            context.Inference?.Return(method, value);
        }

        if (!report || value is null || context.SignatureOf(method).Return is not { } annotation)
        {
            return;
        }

        var names = FlowContext.NamesInside(method, annotation);
        foreach (var parameter in method.Parameters)
        {
            if (names.ContainsKey(parameter.Name) && FlowContext.IsWholeNumber(parameter.Type) && context.EntryOf(method, FlowState.Empty).Get(parameter) is NumberValue number)
            {
                names[parameter.Name] = number.Number;
            }
        }

        Report(annotation, names, value, returned, ShapeSentences.Returns(Sentences.Member(method), CallCheck.Show(annotation, names)));
    }

    /// <summary>A value that a field or property is given.</summary>
    public void Stored(ISymbol member, ShapeValue? value, IOperation source)
    {
        if (report && value is not null && context.Annotations.Of(member) is { } annotation)
        {
            var names = FlowContext.ConstantsOf(member.ContainingType, annotation);
            Report(annotation, names, value, source, ShapeSentences.Holds(Sentences.Member(member), CallCheck.Show(annotation, names)));
        }
    }

    /// <summary>A learning rate that is given to the options of a training.</summary>
    public void Option(ISymbol member, IOperation source)
    {
        if (report && member.Name == "LearningRate" && context.Types.IsTrainingOptions(member.ContainingType) && CallCheck.NotPositive(source))
        {
            context.Report(Diagnostic.Create(
                Descriptors.LearningRateNotPositive,
                source.Syntax.GetLocation(),
                ShapeSentences.LearningRate(member.ContainingType.Name, member.Name, Sentences.Number(source.ConstantValue.Value))));
        }
    }

    private void Report(Annotation annotation, Dictionary<string, Dimension> names, ShapeValue value, IOperation place, string promise)
    {
        if (CallCheck.Breaks(annotation, value, names))
        {
            context.Report(Diagnostic.Create(
                Descriptors.AnnotationBroken,
                place.Syntax.GetLocation(),
                Mends.Of(annotation, value, names),
                ShapeSentences.Broken(promise, Sentences.Shape(value))));
        }
    }
}
