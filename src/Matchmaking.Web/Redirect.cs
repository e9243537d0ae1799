using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web;

/// <summary>Sends the reader on. After a call, <c>return</c>: the page is not shown any more.</summary>
public sealed class Redirect(NavigationManager navigation, IHttpContextAccessor http, StatusCookie message, Here here)
{
    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("There is no request.");

    /// <summary>To one of <see cref="Links"/>, with a sentence that the next page shows once. A post is answered with 303, so that
    /// reloading the next page posts nothing.</summary>
    public void To(string link, string? status = null) => Go(Complete(link), status, after: StatusCodes.Status303SeeOther);

    /// <summary>Elsewhere than one wanted to go, with the reason why.</summary>
    public void Instead(string link, string reason)
    {
        message.Say(Context, reason, isReason: true);
        To(link);
    }

    /// <summary>To where the reader came from, if that is here; else to the front page, in the language being read.</summary>
    public void ToLocal(string? returnUrl, string? status = null) => Go(Local(returnUrl), status, after: StatusCodes.Status303SeeOther);

    /// <inheritdoc cref="ToLocal"/>
    public string Local(string? returnUrl) => LocalUrl.OrHome(returnUrl) switch { "/" => here.Base, var local => local };

    /// <summary>To the address that this page has now, for good: its title changed, or an old name was used.</summary>
    public void Moved(string link) => Go(Complete(link), null, StatusCodes.Status301MovedPermanently);

    /// <summary>To sign in and come back here.</summary>
    public void ToSignIn() => To(Links.SignIn(here.Address));

    /// <summary>The page of what does not exist, or what this reader may not know of.</summary>
    public void ToNotFound()
    {
        // A form that is sent to a page which ends before it is drawn would find no handler, and the framework would call that a bad request.
        if (HttpMethods.IsPost(Context.Request.Method)) throw new NothingHereException();
        navigation.NotFound();
    }

    /// <summary>The same for an endpoint, which answers with what this returns.</summary>
    public IResult Result(string link, string? status = null)
    {
        if (status is not null) message.Say(Context, status);
        return new Answer(Complete(link), StatusCodes.Status303SeeOther);
    }

    private string Complete(string link) => link.StartsWith('/') ? link : here.Base + (link == Links.Home ? "" : link);

    private void Go(string local, string? status, int after)
    {
        if (status is not null) message.Say(Context, status);
        var context = Context;
        context.Response.OnStarting(() =>
        {
            // A page that sends on before it was ever drawn had no form for the framework to find, which then answers 400 by itself.
            if (context.Response.StatusCode is not (StatusCodes.Status302Found or StatusCodes.Status400BadRequest)) return Task.CompletedTask;
            context.Response.StatusCode = StatusCodes.Status302Found;
            if (after != StatusCodes.Status303SeeOther || HttpMethods.IsPost(context.Request.Method)) context.Response.StatusCode = after;
            context.Response.Headers.Location = local;
            return Task.CompletedTask;
        });
        navigation.NavigateTo(local);
    }

    /// <summary>Ends a post to what is not there; <see cref="Failures"/> answers 404 and keeps it out of the log.</summary>
    internal sealed class NothingHereException : Exception;

    private sealed class Answer(string local, int code) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (code, local);
            return Task.CompletedTask;
        }
    }
}
