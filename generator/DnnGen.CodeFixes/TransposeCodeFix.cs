using System.Collections.Immutable;
using System.Composition;

using DnnGen.Generator.Diagnostics;

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DnnGen.CodeFixes;

/// <summary>DNN1001, DNN1002, DNN1003, DNN1005 and DNN1007: transposes a matrix that fits so, or takes a transposition back.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TransposeCodeFix)), Shared]
public sealed class TransposeCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Descriptors.FeaturesDifferId, Descriptors.InnerDimensionsDifferId, Descriptors.ElementWiseDiffersId,
        Descriptors.LabelRowsDifferId, Descriptors.AnnotationBrokenId,
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.ExpressionAt(diagnostic) is not { } place)
            {
                continue;
            }

            if (diagnostic.Says(MendProperties.TransposeFits))
            {
                // An operator is pointed at as a whole; it is its right matrix that does not fit.
                Offer(Operands(model, place, context.CancellationToken) is (_, { } right) && diagnostic.Id == Descriptors.ElementWiseDiffersId && place is BinaryExpressionSyntax or AssignmentExpressionSyntax ? right : place);
            }

            if (Operands(model, place, context.CancellationToken) is var (first, second) && diagnostic.Id == Descriptors.InnerDimensionsDifferId)
            {
                if (diagnostic.Says(MendProperties.TransposeLeftFits) && place is not AssignmentExpressionSyntax)
                {
                    Offer(first, "left");
                }

                if (diagnostic.Says(MendProperties.TransposeRightFits))
                {
                    Offer(second, "right");
                }
            }

            void Offer(ExpressionSyntax? matrix, string side = "")
            {
                if (matrix is not null && Transpose(model, matrix, context.CancellationToken) is { } transposed)
                {
                    string name = matrix is IdentifierNameSyntax identifier ? $"'{identifier.Identifier.ValueText}'"
                        : side.Length > 0 ? $"the {side} matrix"
                        : "the matrix";
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            Untransposed(model, matrix, context.CancellationToken) is null ? $"Transpose {name}" : "Remove 'Transpose()'",
                            _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(matrix, transposed))),
                            equivalenceKey: nameof(TransposeCodeFix) + side),
                        diagnostic);
                }
            }
        }
    }

    /// <summary>The two matrices of an operation.</summary>
    private static (ExpressionSyntax? Left, ExpressionSyntax? Right) Operands(SemanticModel model, ExpressionSyntax place, CancellationToken cancellation) => place switch
    {
        BinaryExpressionSyntax binary => (binary.Left, binary.Right),
        AssignmentExpressionSyntax compound => (compound.Left, compound.Right),
        InvocationExpressionSyntax when model.GetOperation(place, cancellation) is IInvocationOperation call =>
            (Origin.Argument(call, "left")?.Value.Syntax as ExpressionSyntax, Origin.Argument(call, "right")?.Value.Syntax as ExpressionSyntax),
        _ => (null, null),
    };

    private static ExpressionSyntax? Transpose(SemanticModel model, ExpressionSyntax matrix, CancellationToken cancellation)
    {
        if (matrix.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } || !Origin.IsMatrix(model.GetTypeInfo(matrix, cancellation).Type))
        {
            return null;
        }

        if (Untransposed(model, matrix, cancellation) is { } untransposed)
        {
            return untransposed.WithTriviaFrom(matrix);
        }

        var bare = matrix.WithoutTrivia();
        ExpressionSyntax? receiver = matrix switch
        {
            LiteralExpressionSyntax or ImplicitObjectCreationExpressionSyntax => null,
            SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
                or ParenthesizedExpressionSyntax or ThisExpressionSyntax or DefaultExpressionSyntax => bare,
            PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => bare,
            _ => SyntaxFactory.ParenthesizedExpression(bare),
        };
        return receiver is null ? null : SyntaxFactory
            .InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName("Transpose")))
            .WithTriviaFrom(matrix);
    }

    /// <summary>What a transposition was called on.</summary>
    private static ExpressionSyntax? Untransposed(SemanticModel model, ExpressionSyntax matrix, CancellationToken cancellation) =>
        matrix is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Transpose", Expression: var receiver } }
        && model.GetOperation(matrix, cancellation) is IInvocationOperation { TargetMethod.ContainingType: var type }
        && Origin.IsMatrix(type)
            ? receiver
            : null;
}
